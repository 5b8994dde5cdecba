import type { ComponentChildren } from 'preact';
import { Document } from '../parts/document.tsx';
import { placeOf, ProblemAlert } from '../parts/problem-alert.tsx';
import type { TextId } from '../texts/catalogue.ts';
import type { View } from '../view.ts';
import type { AccountMenuPage } from './account-pages.ts';

const menu: readonly { readonly href: string; readonly text: TextId; readonly pages: readonly AccountMenuPage['name'][] }[] = [
  { href: '/account', text: 'account.menu.profile', pages: ['account-profile'] },
  { href: '/account/security', text: 'account.menu.security', pages: ['account-security', 'account-password'] },
  { href: '/account/devices', text: 'account.menu.devices', pages: ['account-devices'] },
  { href: '/account/apps', text: 'account.menu.apps', pages: ['account-apps'] },
  { href: '/account/activity', text: 'account.menu.activity', pages: ['account-activity'] },
  { href: '/account/data', text: 'account.menu.data', pages: ['account-data', 'account-delete'] },
];

interface Props { readonly view: View; readonly page: AccountMenuPage; readonly title: TextId; /** What is told when the form is done. */ readonly doneText?: TextId; readonly children: ComponentChildren }

/** The frame of every page of an account: the menu, whose account it is, and what became of the form that was sent. */
export function AccountFrame({ view, page, title, doneText, children }: Props) {
  const { problem, done, account } = page;
  const place = placeOf(problem);
  const before = (
    <nav class="account-menu" aria-label={view.tell('account.menu')}>
      <ul>
        {menu.map(({ href, text, pages }) => <li key={href}><a href={href} aria-current={pages.includes(page.name) ? 'page' : undefined}>{view.say(text)}</a></li>)}
      </ul>
    </nav>
  );
  return (
    <Document view={view} name={page.name} title={view.tell(title)} before={before} wide>
      <p class="small muted whose">{view.say('account.signed_in', { account: <b><bdi dir="ltr">{account}</bdi></b> })} <a href="/oidc/logout">{view.say('account.sign_out')}</a></p>
      <h1>{view.say(title)}</h1>
      {done && doneText !== undefined ? <p class="note good" role="status">{view.say(doneText)}</p> : null}
      {problem !== undefined && place.above ? <ProblemAlert view={view} problem={problem} id="problem" class="note bad" autofocus={place.focused} /> : null}
      {children}
    </Document>
  );
}
