import type { Guide } from '../../../server/src/guides/guide.ts';
import type { RenderedGuide } from '../../../server/src/guides/render-guide.ts';
import type { Api, Application, ClientGrant } from '../api/records.ts';

/** Members of an application to which a guide adds values. */
type Lists = Pick<Application, 'callbacks' | 'allowed_logout_urls' | 'web_origins' | 'grant_types'>;

/** What an application must have so that a guide works. */
export interface Needs { readonly lists: Lists; readonly method: string; /** The API that its tokens are for; '': none. */ readonly audience: string; /** It calls the API in its own name. */ readonly actsForItself: boolean }

/** One thing that is not there yet, in words. */
export interface Lack { readonly what: string; readonly value: string }

/** What is not there yet: of the application as a change of it, of the API and of the access to it as what is to be made. */
export interface Lacking { readonly application: Readonly<Record<string, unknown>>; readonly api: boolean; readonly grant: boolean; readonly said: readonly Lack[] }

const titles: Readonly<Record<keyof Lists, string>> = { callbacks: 'callback URL', allowed_logout_urls: 'logout URL', web_origins: 'web origin', grant_types: 'grant type' };

/** What a guide needs, with the values of an application in it. */
export function needsOf({ application: { type, authentication, grantTypes } }: Guide, { redirectUris, logoutUris, webOrigins }: RenderedGuide, audience: string): Needs {
  const actsForItself = type === 'non_interactive';
  return { lists: { callbacks: [...redirectUris], allowed_logout_urls: [...logoutUris], web_origins: [...webOrigins], grant_types: [...grantTypes ?? [actsForItself ? 'client_credentials' : 'authorization_code']] }, method: authentication, audience, actsForItself };
}

/** What there is. `apis` or `grants` are `undefined` where they can not be read: then nothing is said of them. */
export interface Present { readonly application: Application; readonly apis: readonly Api[] | undefined; readonly grants: readonly ClientGrant[] | undefined }

/** Compares the two. Nothing that the application has is taken away, but a method by which it could not follow the guide. */
export function lackingOf({ application, apis, grants }: Present, { lists, method, audience, actsForItself }: Needs): Lacking {
  const missing = (Object.keys(lists) as (keyof Lists)[]).flatMap((member) => {
    const values = (lists[member] ?? []).filter((one) => application[member]?.includes(one) !== true);
    return values.length === 0 ? [] : [{ member, values }];
  });
  const otherMethod = application.token_endpoint_auth_method !== method;
  const api = audience !== '' && apis !== undefined && !apis.some(({ identifier }) => identifier === audience);
  const grant = audience !== '' && actsForItself && grants !== undefined && !grants.some((one) => one.audience === audience);
  return {
    application: { ...Object.fromEntries(missing.map(({ member, values }) => [member, [...application[member] ?? [], ...values]])), ...(otherMethod ? { token_endpoint_auth_method: method } : {}) },
    api, grant,
    said: [
      ...missing.flatMap(({ member, values }) => values.map((value) => ({ what: titles[member], value }))),
      ...(otherMethod ? [{ what: `way to prove itself, in the place of ${application.token_endpoint_auth_method ?? 'none'}:`, value: method }] : []),
      ...(api ? [{ what: 'API', value: audience }] : []), ...(grant ? [{ what: 'access to the API', value: audience }] : []),
    ],
  };
}
