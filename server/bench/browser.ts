/** A form as a page shows it: where it goes, and its hidden fields. */
export interface Form { readonly action: string; readonly hidden: Readonly<Record<string, string>> }

/** Where a browser came to a halt: at a page, or at an address outside the server. */
export type Halt = { readonly kind: 'page'; readonly url: string; readonly form: Form } | { readonly kind: 'away'; readonly url: URL };

/** As much of a browser as signing in needs: cookies, redirects, one form. Unmeasured, so it may be slow. */
export interface Browser {
  open(url: string): Promise<Halt>;
  submit(url: string, fields: Readonly<Record<string, string>>): Promise<Halt>;
  /** The Cookie header of now. */
  cookies(): string;
}

const maxRedirects = 12;

/** @param origin the server's own origin; a redirect away from it is where the browser stops */
export function newBrowser(origin: string): Browser {
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  const load = async (url: string, init: RequestInit): Promise<{ readonly answer: Response; readonly next: URL | undefined }> => {
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { ...(init.headers as Record<string, string>), cookie: cookies() } });
    for (const line of answer.headers.getSetCookie()) keep(jar, line);
    const location = answer.headers.get('location');
    return { answer, next: location === null ? undefined : new URL(location, url) };
  };

  const follow = async (first: string, init: RequestInit): Promise<Halt> => {
    let [url, now] = [first, init];
    for (let hops = 0; hops < maxRedirects; hops++) {
      const { answer, next } = await load(url, now);
      const text = await answer.text();
      if (next === undefined) {
        if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}:\n${text.slice(0, 1500)}`);
        return { kind: 'page', url, form: parseForm(text, url) };
      }
      if (next.origin !== origin) return { kind: 'away', url: next };
      [url, now] = [next.href, {}];
    }
    throw new Error(`more than ${maxRedirects} redirects from ${first}`);
  };

  return {
    cookies,
    open: (url) => follow(url, {}),
    submit: (url, fields) => follow(url, { method: 'POST', body: new URLSearchParams(fields), headers: { origin } }),
  };
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(/;\s*/);
  const name = pair.slice(0, pair.indexOf('='));
  const ends = attributes.some((attribute) => /^max-age=0$/i.test(attribute) || (/^expires=/i.test(attribute) && Date.parse(attribute.slice(8)) < Date.now()));
  if (ends) jar.delete(name);
  else jar.set(name, pair.slice(name.length + 1));
}

/** The first form of a page that is posted. Attributes may stand in any order; a page without such a form gives its own address. */
function parseForm(html: string, url: string): Form {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)];
  const [, tag = '', inside = ''] = forms.find(([, attributes = '']) => attribute(attributes, 'method')?.toLowerCase() === 'post') ?? [];
  const hidden: Record<string, string> = {};
  for (const [, attributes = ''] of inside.matchAll(/<input\b([^>]*)>/gi)) {
    if (attribute(attributes, 'type') === 'hidden') hidden[attribute(attributes, 'name') ?? ''] = attribute(attributes, 'value') ?? '';
  }
  return { action: new URL(attribute(tag, 'action') ?? url, url).href, hidden };
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
