/** The browser did not open a window. */
export class WindowBlocked extends Error {
  override readonly name = 'WindowBlocked';
  constructor() { super('The browser did not open the window of the sign-in. Allow windows of this page, then press “Next step” again.'); }
}

/** How a visit of the server ended: with an answer for the application, at a page of the server, or closed by the person. */
export type Visited =
  | { readonly ended: 'answer'; readonly how: 'query' | 'fragment' | 'form_post'; readonly address: string; readonly parameters: Readonly<Record<string, string>> }
  | { readonly ended: 'page'; readonly page: string; readonly requestId: string | undefined }
  | { readonly ended: 'done' } | { readonly ended: 'closed' };

/** Pages of the server at which a flow can end. */
const lastPages = ['error', 'logged-out'];
const lookEvery = 50;

interface Asked { readonly url: string; /** What stands in the page when the person is done, as a CSS selector. */ readonly until: string | undefined }

let before: Window | undefined;

/** Opens a window at an address of the server, and waits until it ends. The pages are of this origin, so it can be seen where they stop. Throws WindowBlocked. */
export function visitInWindow({ url, until }: Asked): Promise<Visited> {
  // A window in which somebody still reads why the last run was refused would be looked at as if it were this one.
  before?.close();
  const opened = window.open(url, '_blank', 'popup,width=500,height=760');
  if (opened === null) throw new WindowBlocked();
  before = opened;
  return new Promise((resolve) => {
    const finish = (visited: Visited) => {
      clearInterval(looking);
      removeEventListener('message', hear);
      if (visited.ended !== 'page') opened.close();
      resolve(visited);
    };
    const hear = (event: MessageEvent) => {
      if (event.origin !== location.origin || event.source !== opened) return;
      const message = event.data as { readonly kind?: string; readonly how: 'query' | 'fragment' | 'form_post'; readonly address: string; readonly parameters: string };
      if (message.kind === 'gatehouse.playground') finish({ ended: 'answer', how: message.how, address: message.address, parameters: Object.fromEntries(new URLSearchParams(message.parameters)) });
    };
    addEventListener('message', hear);
    const looking = setInterval(() => {
      const seen = opened.closed ? { ended: 'closed' } as const : look(opened, until);
      if (seen !== undefined) finish(seen);
    }, lookEvery);
  });
}

function look(opened: Window, until: string | undefined): Visited | undefined {
  try {
    const page = opened.document.querySelector<HTMLElement>('main[data-page]');
    if (page === null || opened.document.readyState === 'loading') return undefined;
    if (until !== undefined && opened.document.querySelector(until) !== null) return { ended: 'done' };
    const name = page.dataset['page'] ?? '';
    if (!lastPages.includes(name)) return undefined;
    return { ended: 'page', page: name, requestId: [...page.querySelectorAll('code')].map(({ textContent }) => textContent).find((text) => text.startsWith('req_')) };
  } catch {
    // It is at another provider now, and nobody looks in there.
    return undefined;
  }
}
