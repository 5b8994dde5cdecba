import type { Application } from '../api/records.ts';
import { CopyValue } from '../pieces/copy-value.tsx';

const methods = [
  { member: 'private_key_jwt', title: 'Signed assertions (private_key_jwt)', what: 'Key' }, { member: 'self_signed_tls_client_auth', title: 'A certificate of its own (self_signed_tls_client_auth)', what: 'Certificate' },
  { member: 'tls_client_auth', title: 'A certificate with a name (tls_client_auth)', what: 'Name' },
] as const;

/** The keys or certificates by which an application proves itself, where it has any. */
export function ApplicationKeys({ application: { client_authentication_methods: registered } }: { readonly application: Application }) {
  const found = methods.flatMap((method) => { const credentials = registered?.[method.member]?.credentials; return credentials === undefined ? [] : [{ ...method, credentials }]; });
  return (
    <section className="card form-card form" aria-label="Keys and certificates">
      <h2>Keys and certificates</h2>
      {found.length === 0 ? <p className="muted">None is registered: the application proves itself by what stands under Credentials. A key pair is registered with <code>PATCH /api/v2/clients/{'{id}'}</code> and <code>client_authentication_methods</code>.</p> : found.map(({ member, title, what, credentials }) => (
        <div key={member} className="stack">
          <p>{title}</p>
          <dl className="facts">{credentials.map(({ id }) => <div className="fact" key={id}><dt>{what}</dt><dd><CopyValue value={id} label={`id of the ${what.toLowerCase()}`} /></dd></div>)}</dl>
        </div>
      ))}
    </section>
  );
}
