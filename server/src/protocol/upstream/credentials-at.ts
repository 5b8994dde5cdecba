import type { ProviderMetadata } from './find-metadata.ts';
import type { UpstreamClient } from './provider.ts';

/** What a request to a provider proves this server with. */
export interface UpstreamCredentials { readonly headers: Readonly<Record<string, string>>; readonly fields: Readonly<Record<string, string>> }

/** RFC 6749 §2.3.1: id and secret in the header, or in the form where the provider takes them nowhere else; without a secret the id alone. */
export function credentialsAt({ clientId, clientSecret, secretMethod }: UpstreamClient, { secretInForm }: Pick<ProviderMetadata, 'secretInForm'>): UpstreamCredentials {
  if (clientSecret === undefined) return { headers: {}, fields: { client_id: clientId } };
  const inForm = secretMethod === undefined ? secretInForm : secretMethod === 'client_secret_post';
  if (inForm) return { headers: {}, fields: { client_id: clientId, client_secret: clientSecret } };
  return { headers: { authorization: `Basic ${btoa(`${encoded(clientId)}:${encoded(clientSecret)}`)}` }, fields: {} };
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
const encoded = (text: string) => new URLSearchParams({ v: text }).toString().slice(2);
