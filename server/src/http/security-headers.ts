import type { Page, RenderedPage } from '../pages/page.ts';

type Headers = Readonly<Record<string, string>>;

/** What is no page can do nothing, should a browser ever show it as one. */
export const inertPolicy = "default-src 'none'; frame-ancestors 'none'";

const ownSitePolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const permissions = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()';

/**
 * RFC 9700 §4.16: what a hosted page may do, and who may frame it.
 * There is no `form-action`: browsers hold it against the redirect to the application that follows the login form.
 * There is no Cross-Origin-Opener-Policy either: a sign-in in a popup walks through these pages and ends in a message to its opener.
 */
export function pageHeaders(page: Page, { scriptNonce, framable }: RenderedPage): Headers {
  const script = scriptNonce === undefined ? '' : ` script-src 'nonce-${scriptNonce}';`;
  const ancestor = framable && page.name === 'web-message' ? originOf(page.targetOrigin) : undefined;
  return {
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src 'self' https: data:;${script}${frameSources(page)} base-uri 'none'; frame-ancestors ${ancestor ?? "'none'"}`,
    ...(ancestor === undefined ? { 'x-frame-options': 'DENY', 'cross-origin-resource-policy': 'same-origin' } : { 'cross-origin-resource-policy': 'cross-origin' }),
    'permissions-policy': permissions,
  };
}

/** OIDC Front-Channel Logout §2: the origins of exactly those applications that this page tells. */
function frameSources(page: Page): string {
  const origins = new Set('frames' in page ? page.frames?.map(originOf).filter((origin) => origin !== undefined) : []);
  return origins.size === 0 ? '' : ` frame-src ${[...origins].join(' ')};`;
}

/** A document that is none of the hosted pages. */
export function htmlHeaders(policy: string = ownSitePolicy): Headers {
  return {
    'content-security-policy': policy,
    ...(policy.includes("frame-ancestors 'none'") ? { 'x-frame-options': 'DENY' } : {}),
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': permissions,
  };
}

/** A web origin in the one spelling that may stand in a header. */
function originOf(text: string): string | undefined {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  return origin === 'null' ? undefined : origin;
}
