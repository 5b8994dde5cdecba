import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import type { User } from '../../identity/ports/user-store.ts';
import { withOwnProfile } from '../../identity/users/own-profile.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { catalogues } from '../../pages/texts/catalogue.ts';
import type { Params } from '../../protocol/params.ts';
import { logRecordOf } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import { admitAny, type AccountPage, type SentForm, type Told, type Visit } from './account-endpoint.ts';
import type { AccountTools } from './account-tools.ts';
import { commonProps, commonReply } from './common-props.ts';

const place = 'profile';
const languages = catalogues.map(({ language }) => language);
const languageCookieAge = 365 * 86_400;

/** OIDC Core §5.1: what a person says of themselves. Of a form only these four fields are read, whatever else it brings. */
export const profilePage = (tools: AccountTools): AccountPage<PersonInSession> => ({
  place, event: 'account.profile', admit: admitAny,
  show: (visit, told) => show(visit, told, tools),
  take: (form) => take(form, tools),
});

function show(visit: Visit, told: Told, tools: AccountTools): Reply {
  const { user } = visit.person;
  return {
    ...commonReply(visit, told, tools),
    page: {
      name: 'account-profile', ...commonProps(visit, { place, told }, tools), typed: told.params === undefined ? profileOf(user) : typedOf(told.params),
      email: user.email, emailVerified: user.emailVerified, username: user.username,
    },
  };
}

async function take({ request, person, params }: SentForm, tools: AccountTools): Promise<Reply | Refusal> {
  const { tenant, record } = request;
  const wish = typedOf(params);
  const next = withOwnProfile(person.user, wish, { languages, now: tools.clock.now() });
  if (next instanceof Refusal) return next;
  record.pass('account.change');
  const outcome = await tools.users.replace(tenant.id, next, { seen: person.user, log: logRecordOf(request, 'account.profile', tools) });
  if (outcome !== 'replaced') return new Refusal('access_denied', 'account.changed_elsewhere');
  const reply = show({ request, person: { ...person, user: next } }, { done: true }, tools);
  const cookie = { name: 'language', value: wish.locale === '' ? undefined : wish.locale, maxAge: languageCookieAge } as const;
  return { ...reply, cookies: [...(reply.cookies ?? []), cookie] };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

const profileOf = ({ profile }: User) => ({ name: textOf(profile['name']), nickname: textOf(profile['nickname']), picture: textOf(profile['picture']), locale: textOf(profile['locale']) });

const typedOf = (params: Params) => ({
  name: params.optional('name') ?? '', nickname: params.optional('nickname') ?? '', picture: params.optional('picture') ?? '', locale: params.optional('locale') ?? '',
});
