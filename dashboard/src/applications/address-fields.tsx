import { TextInput } from '@mantine/core';
import { AddressListField } from '../pieces/address-list-field.tsx';
import type { ApplicationDraft } from './application-draft.ts';

interface AddressFieldsProps { readonly input: (field: keyof ApplicationDraft) => { readonly value?: string; readonly readOnly: boolean } }

/** Where the browser may be sent, and from where pages may ask. */
export function AddressFields({ input }: AddressFieldsProps) {
  const list = (field: keyof ApplicationDraft) => { const { value = '', ...rest } = input(field); return { value, ...rest }; };
  return (
    <section className="card form-card" aria-label="Addresses">
      <h2>Addresses</h2>
      <p className="muted">One to a line, each exactly as your app sends it.</p>
      <AddressListField label="Callback URLs" description="Where people return after signing in (redirect_uri)." use="callback" {...list('callbacks')} />
      <AddressListField label="Logout URLs" description="Where people may be sent after signing out (returnTo, post_logout_redirect_uri)." use="logout" {...list('logoutUrls')} />
      <AddressListField label="Web origins" description="Origins of pages that renew tokens in silence." use="origin" {...list('webOrigins')} />
      <AddressListField label="CORS origins" description="More origins whose scripts may read answers." use="origin" {...list('allowedOrigins')} />
      <TextInput label="Login URL" description="Where a sign-in to your app begins; links in mails and lost sign-ins lead there. https." dir="ltr" {...input('loginUri')} />
    </section>
  );
}
