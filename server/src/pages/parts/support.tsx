import { safeMailto } from '../safe-href.ts';
import type { View } from '../view.ts';

/** Whom to ask, inside a sentence: the support address as a link, or the administrator of the tenant. */
export function Support({ view }: { readonly view: View }) {
  const address = view.frame.supportEmail;
  const href = safeMailto(address);
  return href === undefined ? <>{view.say('support')}</> : <a href={href} dir="ltr">{address}</a>;
}
