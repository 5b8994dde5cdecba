import type { PageClient } from '../page.ts';
import { safeHref, safeMailto } from '../safe-href.ts';
import type { View } from '../view.ts';
import { LanguageMenu } from './language-menu.tsx';

interface Props { readonly view: View; readonly client: PageClient | undefined; readonly noWayBack: boolean; readonly again: { readonly path: string; readonly state: string } | undefined }

/** The links of every page, always in this order and at this place. */
export function Foot({ view, client, noWayBack, again }: Props) {
  const links = [
    { text: view.say('frame.back', { app: client?.name ?? '' }), href: noWayBack ? undefined : safeHref(client?.homeUri) },
    { text: view.say('frame.help'), href: safeHref(view.frame.supportUri) ?? safeMailto(view.frame.supportEmail) },
    { text: view.say('frame.privacy'), href: safeHref(client?.policyUri) },
    { text: view.say('frame.terms'), href: safeHref(client?.tosUri) },
  ].flatMap(({ text, href }) => (href === undefined ? [] : [{ text, href }]));
  return (
    <footer>
      {again === undefined || view.setting.catalogues.length < 2 ? null : <LanguageMenu view={view} path={again.path} state={again.state} />}
      <p>{view.say('frame.tenant')}</p>
      {links.length === 0 ? null : (
        <ul aria-label={view.tell('frame.links')}>{links.map(({ text, href }) => <li key={href}><a href={href} rel="noreferrer">{text}</a></li>)}</ul>
      )}
    </footer>
  );
}
