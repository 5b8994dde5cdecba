const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it stands in HTML, in an attribute too. */
export const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => escapes[character]);

/** Plain words as Markdown that says the same. */
export const escapeMarkdown = (text) => text.replace(/[\\`*<[\]|]/g, '\\$&');

/** The words of a token of Markdown, without its marks. */
export function wordsOf(token) {
  if (token.type === 'br') return ' ';
  if (token.type === 'html') return '';
  if (token.tokens !== undefined) return token.tokens.map(wordsOf).join('');
  return unescape(token.text ?? '');
}

const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const unescape = (text) => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity]);
