/** Text that is HTML already: made only by the `html` tag. */
export interface Html { readonly markup: string }

type Part = string | number | Html | undefined | false | readonly Part[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for element content and quoted attribute values. */
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] as string);

/** A template whose every inserted value is escaped, unless it is `Html` itself. Lists are joined; `undefined` and `false` are left out. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  ({ markup: texts.reduce((whole, text, index) => `${whole}${render(parts[index - 1])}${text}`) });

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'markup' in part ? part.markup : part.map(render).join('');
}
