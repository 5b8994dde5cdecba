/**
 * OIDC Session Management §3.2: what the frame at the server does with each message `client_id session_state`: it makes the value anew, from the origin of who asks
 * and the browser state in its cookie, and answers `unchanged`, `changed`, or `error` for what is no such message. It never asks the server.
 * Deviates: the answer is `error`, too, where the browser keeps the cookie from a frame on another site. `changed` would send the application to ask silently, which
 * fails there for the same reason, and every sign-in would end at once; an application that is told `error` stops watching (OIDC Session Management §3.1).
 */
export const sessionFrameScript = `(function () {
  'use strict';
  var cookie = (location.protocol === 'https:' ? '__Host-' : '') + 'gatehouse_browser_state=';
  function browserState() {
    var found = document.cookie.split('; ').filter(function (one) { return one.indexOf(cookie) === 0; });
    return found.length === 1 ? found[0].slice(cookie.length) : '';
  }
  function canSee() {
    return document.hasStorageAccess ? document.hasStorageAccess() : Promise.resolve(true);
  }
  function base64url(bytes) {
    return btoa(String.fromCharCode.apply(null, new Uint8Array(bytes))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=/g, '');
  }
  addEventListener('message', function (event) {
    if (!event.source || event.origin === 'null' || event.source === window) return;
    function answer(word) { event.source.postMessage(word, event.origin); }
    var text = typeof event.data === 'string' ? event.data : '';
    var blank = text.lastIndexOf(' ');
    var parts = /^[A-Za-z0-9_-]{43}\\.([A-Za-z0-9_-]{22})$/.exec(text.slice(blank + 1));
    if (blank < 1 || parts === null || !window.crypto || !crypto.subtle) { answer('error'); return; }
    var source = [text.slice(0, blank), event.origin, browserState(), parts[1]].join(' ');
    Promise.all([crypto.subtle.digest('SHA-256', new TextEncoder().encode(source)), canSee()]).then(function (found) {
      if (base64url(found[0]) + '.' + parts[1] === parts[0]) answer('unchanged');
      else answer(found[1] ? 'changed' : 'error');
    }, function () { answer('error'); });
  });
})();`;
