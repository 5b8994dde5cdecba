/** Auth0 has an underscore where SparkPost's header has none, and an object where a header is text. */
const apiMember = 'X-MSYS_API';
const apiHeader = 'X-MSYS-API';

/** Headers of Auth0's `settings.headers` as they go into a mail. */
export const headersOf = (members: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name === apiMember ? apiHeader : name, typeof value === 'string' ? value : JSON.stringify(value)]));

/** The same as it was sent. */
export const settingsOf = (headers: Readonly<Record<string, string>>) => (Object.keys(headers).length === 0 ? {} : { headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => (name === apiHeader ? [apiMember, parsed(value)] : [name, value]))) });

function parsed(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return text; }
}
