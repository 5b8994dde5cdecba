/** Hands what came with the address, or in the form, to the window that opened this one. It must be of the same origin, or nothing is handed over. */
export const answerPageScript = `(function () {
  'use strict';
  var form = document.body.getAttribute('data-form');
  var message = { kind: 'gatehouse.playground', how: form !== null ? 'form_post' : location.hash.length > 1 ? 'fragment' : 'query', address: location.href, parameters: form !== null ? form : location.hash.length > 1 ? location.hash.slice(1) : location.search.slice(1) };
  history.replaceState(null, '', location.pathname);
  if (window.opener) window.opener.postMessage(message, location.origin);
}());`;
