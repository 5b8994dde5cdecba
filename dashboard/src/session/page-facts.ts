/** What the server wrote into the page that it answered. */
export interface PageFacts {
  /** With its trailing slash. */
  readonly issuer: string;
  /** The name of the tenant. */
  readonly name: string;
  readonly development: boolean;
}

const content = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

/** The facts of this page; they do not change while it is open. */
export const pageFacts: PageFacts = JSON.parse(content('gatehouse') || '{"issuer":"/","name":"","development":false}') as PageFacts;

/** The nonce by which styles of components are allowed in this page. */
export const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
