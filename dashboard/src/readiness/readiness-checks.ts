import type { LinkProps } from '@tanstack/react-router';
import { unfitForProduction } from '../pieces/address-lint.ts';
import { isSample } from '../applications/application-types.ts';
import type { Application } from '../api/records.ts';
import type { Facts } from './readiness-facts.ts';

/** One thing that is not as it should be, and where it is changed; without a place it is a setting of who runs the server. */
export interface Finding { readonly words: string; readonly link?: { readonly to: NonNullable<LinkProps['to']>; readonly params?: Readonly<Record<string, string>>; readonly search?: Readonly<Record<string, string>>; readonly label: string } }
/** One check: a rule with its reason, and what of the facts breaks it. `undefined`: it can not be told, for who asks may not read it. */
export interface Check { readonly id: string; readonly level: 'critical' | 'recommended'; readonly title: string; readonly why: string; readonly find: (facts: Facts) => readonly Finding[] | undefined }

const year = 365 * 86_400_000;
const toApplication = ({ client_id: id = '', name = id }: Application, tab?: string): NonNullable<Finding['link']> => ({ to: '/applications/$id', params: { id }, ...(tab === undefined ? {} : { search: { tab } }), label: `Open ${name}` });
const toSettings = { to: '/settings', label: 'Open settings' } as const;
const own = (applications: readonly Application[]) => applications.filter(({ client_id: id }) => !isSample(id));
const unsafeGrants = (names: readonly string[]) => names.filter((name) => name === 'password' || name === 'implicit' || name.startsWith('http://auth0.com/oauth/legacy/') || name.endsWith('/password-realm'));

/** D3: what a server should be before people rely on it, the gravest first. What can not be seen from here (a backup, say) is not claimed. */
export const checks: readonly Check[] = [
  {
    id: 'production', level: 'critical', title: 'Run the server in production mode', why: 'In development it shows decision records to everybody, keeps all mail in an outbox, and has the master key in its folder.',
    find: ({ development }) => (development ? [{ words: 'It runs in development mode. Start it with gatehouse start, a master key and an issuer.' }] : []),
  },
  {
    id: 'https', level: 'critical', title: 'Give the issuer an https address', why: 'Passwords and tokens travel to it. Without encryption everybody on the way can read them.',
    find: ({ issuer }) => (issuer.startsWith('https:') ? [] : [{ words: `The issuer is ${issuer}. It is said at the start: --issuer https://login.example.com/` }]),
  },
  {
    id: 'mail', level: 'critical', title: 'Let mail reach people', why: 'Who forgets a password gets a new one by mail, and by mail alone.',
    find: ({ mailWay }) => (mailWay === undefined ? undefined : mailWay.way === 'provider' || mailWay.way === 'operator' ? [] : [{ words: mailWay.way === 'outbox' ? 'All mail stays in the outbox of development.' : 'No server of mail is set: what is to be sent waits.', link: { to: '/messages', search: { tab: 'sending' }, label: 'Set a server of mail' } }]),
  },
  {
    id: 'samples', level: 'critical', title: 'Remove the samples', why: 'Their people and secrets are there to be tried by anybody.',
    find: ({ applications }) => applications?.filter(({ client_id: id }) => isSample(id)).slice(0, 1).map(() => ({ words: 'Sample applications are registered. gatehouse samples remove takes them and their people away.', link: { to: '/applications', search: { q: 'sample-' }, label: 'See them' } })),
  },
  {
    id: 'addresses', level: 'critical', title: 'Keep callback URLs off plain http and developers’ machines', why: 'A code that is sent to one’s own machine is anybody’s who runs a program there.',
    find: ({ applications }) => applications === undefined ? undefined : own(applications).filter(({ app_type: type }) => type !== 'native')
      .flatMap((one) => [...(one.callbacks ?? []), ...(one.allowed_logout_urls ?? []), ...(one.web_origins ?? [])].filter((address, index, all) => unfitForProduction(address) !== undefined && all.indexOf(address) === index).map((address) => ({ words: `${one.name ?? ''}: ${address}`, link: toApplication(one) }))),
  },
  {
    id: 'owners', level: 'recommended', title: 'Have two owners', why: 'With one owner alone, a lost password means a command on the machine itself.',
    find: ({ administrators }) => (administrators === undefined ? undefined : administrators.filter(({ role }) => role === 'owner').length > 1 ? [] : [{ words: 'There is one owner.', link: { to: '/administrators', label: 'Add an owner' } }]),
  },
  {
    id: 'unsafe-grants', level: 'recommended', title: 'Let no application use an outdated flow', why: 'Passwords that pass through an application, and tokens in addresses, are what OAuth 2.1 leaves out.',
    find: ({ applications }) => applications === undefined ? undefined : own(applications).flatMap((one) => { const found = unsafeGrants(one.grant_types ?? []); return found.length === 0 ? [] : [{ words: `${one.name ?? ''}: ${found.join(', ')}`, link: toApplication(one, 'advanced') }]; }),
  },
  {
    id: 'shared-secrets', level: 'recommended', title: 'Sign no ID token with a shared secret', why: 'Who can verify an HS256 token can make one.',
    find: ({ applications }) => applications === undefined ? undefined : own(applications).filter(({ jwt_configuration: jwt }) => jwt?.alg === 'HS256').map((one) => ({ words: `${one.name ?? ''}: ID tokens with HS256`, link: toApplication(one, 'advanced') })),
  },
  {
    id: 'old-keys', level: 'recommended', title: 'Rotate signing keys once a year', why: 'A key that is changed now and then is one that can be changed when it must be.',
    find: ({ keys, now }) => keys?.filter(({ current, current_since: since }) => current && since !== undefined && now.getTime() - Date.parse(since) > year).map(({ alg, current_since: since = '' }) => ({ words: `${alg} signs since ${since.slice(0, 10)}`, link: { to: '/keys', label: 'Rotate keys' } })),
  },
  {
    id: 'support', level: 'recommended', title: 'Tell people whom to ask', why: 'Pages that can not help name the address of your support.',
    find: ({ settings }) => (settings === undefined ? undefined : settings.support_email || settings.support_url ? [] : [{ words: 'Neither an address nor a page of support is set.', link: toSettings }]),
  },
  {
    id: 'logo', level: 'recommended', title: 'Show people whose page it is', why: 'A picture and a name that they know tell a real page from an imitation.',
    find: ({ settings }) => (settings === undefined ? undefined : settings.picture_url ? [] : [{ words: 'The tenant has no picture.', link: toSettings }]),
  },
  {
    id: 'registration', level: 'recommended', title: 'Let nobody register applications unasked', why: 'Where registration is open, anybody on the net can make an application that asks your people for consent. It is right where agents and MCP clients come by themselves.',
    find: ({ settings }) => (settings === undefined ? undefined : settings.flags?.enable_dynamic_client_registration === true ? [{ words: 'Applications register themselves.', link: toSettings }] : []),
  },
];
