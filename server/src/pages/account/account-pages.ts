import type { Seconds } from '../../kernel/time.ts';
import type { ConsentScope, Frame, FormTokens, PageClient, Problem } from '../page.ts';

/** What every page of an account has. `done`: what the form asked for is done. */
export interface AccountCommon { readonly frame: Frame; readonly account: string; readonly tokens: FormTokens; readonly problem: Problem | undefined; readonly done: boolean }

/** Posts `state`, `csrf`, `name`, `nickname`, `picture`, `locale`, `action=default` to `/account`. */
export interface AccountProfilePage extends AccountCommon {
  readonly name: 'account-profile';
  readonly typed: { readonly name: string; readonly nickname: string; readonly picture: string; readonly locale: string };
  readonly email: string | undefined; readonly emailVerified: boolean; readonly username: string | undefined;
}
/** A further account that signs in as the person. */
export interface AccountIdentity { readonly id: string; readonly account: string; readonly connection: string; readonly since: Seconds }
/** How the person signs in. */
export interface AccountSecurityPage extends AccountCommon { readonly name: 'account-security'; readonly hasPassword: boolean; readonly signedInAt: Seconds; readonly identities: readonly AccountIdentity[] }
/** Posts `state`, `csrf`, `current_password`, `password`, `others=on`, `action=default` to `/account/password`. `disowned`: the person has just said that a sign-in was not their own. */
export interface AccountPasswordPage extends AccountCommon { readonly name: 'account-password'; readonly hasPassword: boolean; readonly username: string; readonly disowned: boolean; /** Characters that a password needs at least. */ readonly shortest: number; /** Whether the person is asked; where not, everything else ends. */ readonly asksOthers: boolean; readonly endOthers: boolean }
/** A browser in which the person is signed in; `own`: this one. `applications`: their names. */
export interface AccountSession { readonly id: string; readonly userAgent: string; readonly address: string; readonly signedInAt: Seconds; readonly lastSeen: Seconds; readonly own: boolean; readonly applications: readonly string[] }
/** Lasting access of one application at one device; `own`: it was given in this browser. */
export interface AccountDevice { readonly id: string; readonly client: PageClient; readonly device: string | undefined; readonly since: Seconds; readonly until: Seconds; readonly own: boolean }
/** Posts `state`, `csrf`, `end=others|session.{id}|device.{id}` to `/account/devices`. */
export interface AccountDevicesPage extends AccountCommon { readonly name: 'account-devices'; readonly sessions: readonly AccountSession[]; readonly devices: readonly AccountDevice[] }
/** What one application was allowed. `client` is `undefined` where it is gone. */
export interface AccountApp { readonly id: string; readonly client: PageClient | undefined; readonly since: Seconds; readonly scopes: readonly ConsentScope[]; readonly offlineAccess: boolean }
/** Posts `state`, `csrf`, `remove={id}` to `/account/apps`. */
export interface AccountAppsPage extends AccountCommon { readonly name: 'account-apps'; readonly apps: readonly AccountApp[] }
/** One line of what happened. `own`: in this session. */
export interface AccountLine { readonly id: string; readonly at: Seconds; readonly event: string; readonly allowed: boolean; readonly address: string; readonly userAgent: string; readonly own: boolean; readonly disownable: boolean }
/** Posts `state`, `csrf`, `not_me={id}` to `/account/activity`. */
export interface AccountActivityPage extends AccountCommon { readonly name: 'account-activity'; readonly lines: readonly AccountLine[] }
/** Posts `state`, `csrf`, `action=default` to `/account/data`; the answer is a file. */
export interface AccountDataPage extends AccountCommon { readonly name: 'account-data' }
/** Posts `state`, `csrf`, `current_password` or `confirmation`, `action=default` to `/account/delete`. */
export interface AccountDeletePage extends AccountCommon { readonly name: 'account-delete'; readonly hasPassword: boolean }
/** The account is gone. Hidden frames tell the applications of this browser (OIDC Front-Channel Logout §2). */
export interface AccountDeletedPage { readonly name: 'account-deleted'; readonly frame: Frame; readonly frames: readonly string[] }

/** The pages of an account that have its menu. */
export type AccountMenuPage = AccountProfilePage | AccountSecurityPage | AccountPasswordPage | AccountDevicesPage | AccountAppsPage | AccountActivityPage | AccountDataPage | AccountDeletePage;
/** Every page of an account. */
export type AccountPage = AccountMenuPage | AccountDeletedPage;
