/** A browser without scripts: keeps cookies, follows nothing by itself, reads forms. */
export interface Answer { readonly status: number; readonly location: string | undefined; readonly headers: Headers; readonly text: string }

export class Browser {
  readonly #jar = new Map<string, string>();
  readonly origin: string;
  constructor(origin: string) { this.origin = origin; }

  /** A copy with the same cookies, as a second tab of another profile that stole them. */
  clone(): Browser {
    const other = new Browser(this.origin);
    for (const [name, value] of this.#jar) other.#jar.set(name, value);
    return other;
  }
  cookie(name: string): string | undefined { return this.#jar.get(name) ?? this.#jar.get(`__Host-${name}`); }
  setCookie(name: string, value: string): void { this.#jar.set(name, value); }
  clearCookies(): void { this.#jar.clear(); }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> { return this.#send(path, { method: 'GET', headers }); }

  post(path: string, fields: Readonly<Record<string, string>> | string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
    return this.#send(path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } });
  }

  /** Follows redirects as long as they stay on this server; the answer that leaves it, or is no redirect, comes back. */
  async follow(answer: Answer): Promise<Answer> {
    let at = answer;
    for (let hops = 0; hops < 10; hops++) {
      const { location } = at;
      if (location === undefined || (!location.startsWith('/') && !location.startsWith(`${this.origin}/`))) return at;
      // The dashboard is an application on the same host.
      if (location.startsWith(`${this.origin}/dashboard/callback`)) return at;
      at = await this.get(location);
    }
    throw new Error('More than ten redirects.');
  }

  async #send(path: string, init: RequestInit): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${this.origin}${path}`;
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...(init.headers as Record<string, string>) } });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return { status: response.status, location: response.headers.get('location') ?? undefined, headers: response.headers, text: await response.text() };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const gone = attributes.some((attribute) => /^max-age=0$/i.test(attribute)) || pair.endsWith('=');
    if (gone) this.#jar.delete(name);
    else this.#jar.set(name, pair.slice(pair.indexOf('=') + 1));
  }
}

/** The hidden fields of the first form of a page. */
export function hiddenFields(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input(?:\s+[\w-]+(?:="[^"]*")?)*\s*\/?>/g)) {
    if (!tag.includes('type="hidden"')) continue;
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name !== undefined) fields[name] = unescape(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  return fields;
}
const unescape = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Which page this is, by the stable hook of the contract. */
export const pageOf = (answer: Answer) => /data-page="([^"]+)"/.exec(answer.text)?.[1];
/** The stable reason of the error that a page shows. */
export const reasonOf = (answer: Answer) => /data-reason="([^"]+)"/.exec(answer.text)?.[1];
