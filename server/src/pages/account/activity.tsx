import { Moment, momentText } from '../parts/moment.tsx';
import type { TextId } from '../texts/catalogue.ts';
import type { View } from '../view.ts';
import { browserName } from '../words/browser-words.ts';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import type { AccountActivityPage, AccountLine } from './account-pages.ts';

/** Sign-ins and changes, newest first. */
export function AccountActivity({ page, view }: { readonly page: AccountActivityPage; readonly view: View }) {
  const { lines } = page;
  return (
    <AccountFrame view={view} page={page} title="account.activity.title">
      <p class="muted">{view.say(lines.length === 0 ? 'account.activity.none' : 'account.activity.text')} {lines.some(({ disownable }) => disownable) ? view.say('account.activity.not_me.text') : null}</p>
      {lines.length === 0 ? null : (
        <AccountForm action="/account/activity" page={page}>
          <ul class="rows">{lines.map((line) => <Line line={line} view={view} key={line.id} />)}</ul>
        </AccountForm>
      )}
    </AccountFrame>
  );
}

const changes: Readonly<Record<string, TextId>> = {
  'account.profile': 'account.activity.profile', 'account.sessions': 'account.activity.sessions', 'account.access': 'account.activity.access', 'account.disowned': 'account.activity.disowned', 'account.downloaded': 'account.activity.downloaded',
};

/** What happened, in words; a line of an event that has no words of its own is told as something. */
function whatHappened(view: View, { event, allowed }: AccountLine): string {
  if (/^login\b/.test(event)) return view.tell(allowed ? 'account.activity.login' : 'account.activity.login.refused');
  if (event === 'account.password') return view.tell(allowed ? 'account.activity.password' : 'account.activity.password.refused');
  const what = view.tell(/^signup\b/.test(event) ? 'account.activity.signup' : Object.hasOwn(changes, event) ? changes[event] ?? 'account.activity.other' : 'account.activity.other');
  return allowed ? what : view.tell('account.activity.refused', { what });
}

function Line({ line, view }: { readonly line: AccountLine; readonly view: View }) {
  const { id, at, allowed, address, userAgent, own, disownable } = line;
  return (
    <li>
      <div class="row-head">
        <b>{whatHappened(view, line)}</b>
        {allowed ? null : <span class="tag bad">{view.say('developer.fail')}</span>}
        {own ? <span class="tag ok">{view.say('account.this_browser')}</span> : null}
        {disownable ? <button type="submit" name="not_me" value={id} class="quiet" aria-label={view.tell('account.activity.not_me.of', { time: momentText(view, at) })}>{view.say('account.activity.not_me')}</button> : null}
      </div>
      <p class="small muted"><Moment view={view} at={at} /> · {browserName(view, userAgent)} · <bdi dir="ltr">{address}</bdi></p>
    </li>
  );
}
