/** What can go wrong on the way to an SMTP server, in words for who set it up. No secrets. */
export const smtpProblems = {
  address_refused: { explain: 'The host has no address, or one that this server may not ask.', fix: ['Check the spelling of the host.', 'For a mail server inside of a network of one’s own the operator lists it in GATEHOUSE_OUTBOUND_ALLOW.'] },
  unresolved: { explain: 'The name of the host could not be looked up.', fix: ['Try again in a moment.', 'Check that this server reaches its name servers.'] },
  connection_refused: { explain: 'Nothing listens on this port of the host.', fix: ['Check the port: 587 for STARTTLS, 465 for TLS from the first byte.'] },
  connection_lost: { explain: 'The connection broke before the server had answered.', fix: ['Check that an SMTP server listens on this port.', 'Look for the address of this server in the log of the mail server: it may block it.'] },
  timeout: { explain: 'The host did not answer in time.', fix: ['Check the port: on 465 TLS begins at once, on every other one STARTTLS follows, and the wrong one of the two waits for ever.', 'Check that a firewall lets this server out: many block port 25.'] },
  tls: { explain: 'There is no connection with TLS, and without it neither password nor mail is given to anybody.', fix: ['Check the port: on 465 TLS begins at once, on every other one the server must offer STARTTLS.', 'The certificate must be of a known authority, not expired, and for the very name that stands in the settings.'] },
  login_refused: { explain: 'The server does not let us in.', fix: ['Check user and password: many providers want an API key or a password made for SMTP.', 'Check that the account may send by SMTP.'] },
  sender_refused: { explain: 'The server does not send for this sender.', fix: ['Prove the domain of the sender at the provider.', 'Set a sender that belongs to the account: default_from_address, or from of the template.'] },
  recipient_refused: { explain: 'The server does not take mail for this address.', fix: ['Check the address.', 'Where it says that relaying is denied it wants a user and a password.', 'New accounts of many providers may write to proved addresses alone.'] },
  mail_refused: { explain: 'The server took sender and address, but not this mail.', fix: ['Read what the server said: it often names a rule about content or size.', 'Try the mail without your template.'] },
  not_understood: { explain: 'What answered does not speak as an SMTP server does.', fix: ['Check host and port.'] },
  no_server: { explain: 'No SMTP server is set, so mail waits.', fix: ['Set one for the tenant: POST /api/v2/emails/provider.', 'Or let the operator set GATEHOUSE_SMTP_URL.'] },
} as const satisfies Record<string, { readonly explain: string; readonly fix: readonly string[] }>;

/** A stable word for what went wrong. */
export type SmtpProblem = keyof typeof smtpProblems;
