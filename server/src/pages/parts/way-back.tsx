import type { PageClient } from '../page.ts';
import { safeHref } from '../safe-href.ts';
import { appNames, type View } from '../view.ts';

/** The button that leads back to the application, where the application has said where that is. */
export function WayBack({ view, client }: { readonly view: View; readonly client: PageClient | undefined }) {
  const href = safeHref(client?.homeUri);
  return href === undefined ? null : <p><a class="button primary" href={href} rel="noreferrer">{view.say('frame.back', appNames(view, client))}</a></p>;
}
