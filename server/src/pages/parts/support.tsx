import { safeHref, safeMailto } from '../safe-href.ts';
import type { View } from '../view.ts';

/** Whom to ask, inside a sentence: the support address as a link, or the page for help, or the administrator of the tenant. */
export function Support({ view }: { readonly view: View }) {
  const address = view.frame.supportEmail;
  const href = safeMailto(address);
  const page = safeHref(view.frame.supportUri);
  if (href === undefined && page !== undefined) return <a href={page} dir="ltr" rel="noreferrer">{new URL(page).host}</a>;
  return href === undefined ? <>{view.say('support')}</> : <a href={href} dir="ltr">{address}</a>;
}
