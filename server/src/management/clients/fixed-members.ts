import Type from 'typebox';
import { fixed, nothing } from '../fixed.ts';

const organizations = 'there are no organizations';
/** Members that are what they are, as the answer tells them. */
export const fixedValues = { sso_disabled: false, cross_origin_authentication: false, custom_login_page_on: true, is_token_endpoint_ip_header_trusted: false, organization_usage: 'deny' } as const;

/** Auth0: the same as a body may bring them. */
export const fixedMembers = {
  sso_disabled: fixed(false, 'a session serves every application'), cross_origin_authentication: fixed(false, 'people sign in on the hosted pages'), custom_login_page_on: fixed(true, 'the page to sign in is the hosted one'), is_token_endpoint_ip_header_trusted: fixed(false, 'addresses come from trusted proxies alone'),
  organization_usage: fixed('deny', organizations),
};

const off = (name: string) => Type.Optional(Type.Object({ [name]: fixed(false, 'only through a connection') }, { additionalProperties: false }));

/** Auth0: what is taken although it is not answered, as long as it is off: it has no meaning here. */
export const silentMembers = {
  sso: fixed(false, 'a session serves every application'), organization_require_behavior: fixed('no_prompt', organizations), organization_discovery_methods: nothing(organizations), default_organization: nothing(organizations),
  allowed_clients: nothing('exchange and delegation name their targets'), client_aliases: nothing('an application has one name'), cross_origin_loc: nothing('people sign in on the hosted pages'), custom_login_page: nothing('the page to sign in is the hosted one'), custom_login_page_preview: nothing('the page to sign in is the hosted one'),
  form_template: nothing('there is no WS-Federation'), encryption_key: nothing('see RFC 7591 §2: jwks'), session_transfer: nothing('sessions are not handed over'), par_request_expiry: nothing('it is fixed'), token_quota: nothing('there are no quotas'), express_configuration: nothing('there are no identity partners'),
  skip_non_verifiable_callback_uri_confirmation_prompt: Type.Optional(Type.Union([Type.Literal(false, { description: 'the person is always asked' }), Type.Null()])),
  native_social_login: Type.Optional(Type.Object({ apple: off('enabled'), facebook: off('enabled'), google: off('enabled') }, { additionalProperties: false })),
};
