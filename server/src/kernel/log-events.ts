/** One kind of event that the log can hold. */
export interface EventKind {
  readonly describes: string;
  /** Auth0: the log type codes of the same event; `undefined` where Auth0 has none. */
  readonly allowed: string | undefined;
  readonly refused: string | undefined;
}

const kind = (describes: string, allowed?: string, refused?: string): EventKind => ({ describes, allowed, refused });

/** Every event by its stable name: rows of the log, metrics and alerts go by these. */
export const events = {
  'authorize': kind('An authorization request was answered to the application.', undefined, 'f'),
  'authorize.pushed': kind('An application pushed an authorization request.', undefined, 'fpar'),
  'login': kind('A person tried to sign in.', 's', 'f'),
  'login.password': kind('A person tried to sign in with a password.', 's', 'f'),
  'signup': kind('A person asked for an account.', 'ss', 'fs'),
  'signup.password': kind('A person asked for an account with a password.', 'ss', 'fs'),
  'password.reset_asked': kind('A link to set a new password was asked for.', 'scpr', 'fcpr'),
  'password.reset': kind('A person set a new password with a link or a code of a mail.', 'scp', 'fcp'),
  'email.verification_asked': kind('A mail to prove an address was asked for.', 'svr', 'fvr'),
  'email.verified': kind('A person proved an address with a link or a code of a mail.', 'sv', 'fv'),
  'invitation.accepted': kind('A person took an invitation.', 'si', 'fi'),
  'administration.set_up': kind('Somebody with the set-up link became an owner, or tried to.', 'ss', 'fs'),
  'consent': kind('A person allowed or declined what an application asked for.', undefined, 'f'),
  'token.exchange': kind('An application asked the token endpoint for tokens.'),
  'device.asked': kind('A device asked for a code.', undefined, 'fdeaz'),
  'device.code_typed': kind('A person typed the code of a device.', undefined, 'fdeac'),
  'device.answered': kind('A person allowed a device, or declined.', undefined, 'fdeac'),
  'ciba.asked': kind('An application asked that a person be asked.', 'ciba_start_succeeded', 'ciba_start_failed'),
  'ciba.answered': kind('A person answered what an application asked, or declined.'),
  'ciba.pinged': kind('An application was told that a person answered.'),
  'ciba.pushed': kind('An application was sent what came of the answer of a person.'),
  'delegation': kind('An application asked for a token for another application, an API or an add-on.', 'sd', 'fd'),
  'tokeninfo': kind('A profile was asked for with an ID token.'),
  'userinfo': kind('Claims were asked for with an access token.'),
  'introspection': kind('An API asked whether a token is good.'),
  'revocation': kind('An application gave a token back.', 'srrt'),
  'logout': kind('A person signed out.', 'slo', 'flo'),
  'logout.asked': kind('A person was asked whether to sign out.'),
  'logout.backchannel': kind('An application was told that a session ended, or could not be told.', 'oidc_backchannel_logout_succeeded', 'oidc_backchannel_logout_failed'),
  'registration': kind('An application asked to be registered.', 'sapi', 'fapi'),
  'registration.managed': kind('An application read, changed or removed its registration.', 'sapi', 'fapi'),
  'password.rehashed': kind('A password hash was made anew with stronger parameters, at a sign-in.'),
  'mail.sent': kind('A mail was sent to a person, or could not be.', undefined, 'fn'),
  'users.imported': kind('A job that imports people has ended.', 'sui', 'fui'),
  'users.exported': kind('A job that exports people has ended.'),
  'session.ended': kind('A session was ended before its time.'),
  'account.opened': kind('A person came back from the sign-in to a page of the own account.'),
  'account.profile': kind('A person changed the own profile.'),
  'account.password': kind('A person changed the own password.', 'scp', 'fcp'),
  'account.sessions': kind('A person ended own sessions, or the access of own devices.', 'srrt'),
  'account.access': kind('A person took back what an application was allowed.'),
  'account.disowned': kind('A person said that a sign-in was not their own.'),
  'account.downloaded': kind('A person downloaded what is kept about them.'),
  'account.deleted': kind('A person deleted the own account.', 'sdu', 'fdu'),
  'login.mail_code': kind('A person tried to sign in with a code of a mail.', 's', 'f'),
  'login.mail_link': kind('A person tried to sign in with the link of a mail.', 's', 'f'),
  'login.upstream': kind('A person tried to sign in at another provider.', 's', 'f'),
  'passwordless.asked': kind('A code or link to sign in with was asked for.', 'cls', 'f'),
  'passwordless.verified': kind('An application asked whether a code of a mail is right.'),
  'keys.rotated': kind('The next signing key became the current one.'),
  'server.started': kind('A process began to answer.'),
  'server.stopping': kind('A process began to finish what runs.'),
  'admin.changed': kind('An administrator changed a setting, an application, an API or a person.', 'sapi', 'fapi'),
  'management': kind('The Management API was called.', 'sapi', 'fapi'),
  'request.refused': kind('A request ended before it reached an endpoint.'),
  'request.failed': kind('A request ended in a failure of ours.'),
} as const satisfies Record<string, EventKind>;

/** A name of the catalogue. */
export type EventName = keyof typeof events;
