import type { Tenant } from '../../kernel/tenant.ts';
import type { ClaimsRequest } from '../claims/claims-request.ts';
import type { Client } from '../client/client.ts';
import type { Params } from '../params.ts';
import { unmetAuthenticationRequirements, type OAuthRefusal } from '../vocabulary/errors.ts';

/** RFC 8176 §2 and OIDC Core §2: how the person of a session was authenticated. */
export interface Authentication { readonly acr: string; readonly amr: readonly string[] }

/** A sign-in with a password: the weakest context that a tenant vouches for. */
export const byPassword: Authentication = { acr: 'urn:gatehouse:acr:password', amr: ['pwd'] };

/** A sign-in at another provider: how the person proved it there is that one's affair, so it meets none of the contexts of a tenant. */
export const byOtherProvider: Authentication = { acr: 'urn:gatehouse:acr:federated', amr: ['fed'] };

/** The contexts that a request asks for: those that must be met, and those that would be liked. */
export interface AskedContext { readonly essential: readonly string[] | undefined; readonly voluntary: readonly string[]; readonly asked: boolean }

/** OIDC Core §3.1.2.1 `acr_values`, OIDC Core §5.5.1.1 the `acr` claim, and what the client is set to where the request is silent. */
export function askedContext(params: Params, claims: ClaimsRequest | undefined, client: Client): AskedContext {
  const demand = claims?.idToken['acr'];
  const demanded = [demand?.value, ...(demand?.values ?? [])].filter((value) => typeof value === 'string');
  const sent = params.optional('acr_values')?.split(' ').filter((value) => value !== '');
  const voluntary = sent ?? (demand === undefined ? client.defaults.acrValues : demanded);
  return { essential: demand?.essential === true && demanded.length > 0 ? demanded : undefined, voluntary, asked: demand !== undefined || voluntary.length > 0 };
}

/**
 * What the ID token says of the sign-in. A voluntary wish that can't be met is passed over (OIDC Core §3.1.2.1); an essential one is a failed authentication (OIDC Core §5.5.1.1).
 * Later factors bring stronger contexts; a tenant lists them weakest first, and a stronger one meets a weaker wish.
 */
export function proveContext(asked: AskedContext, achieved: Authentication, { settings }: Tenant): Authentication | OAuthRefusal | undefined {
  if (!asked.asked) return undefined;
  const reached = settings.acrValues.slice(0, settings.acrValues.indexOf(achieved.acr) + 1);
  const met = (wishes: readonly string[]) => wishes.find((wish) => reached.includes(wish));
  if (asked.essential !== undefined) {
    const acr = met(asked.essential);
    return acr === undefined ? unmetAuthenticationRequirements('acr.unmet', { expected: asked.essential.join(' '), received: achieved.acr }) : { ...achieved, acr };
  }
  return { ...achieved, acr: met(asked.voluntary) ?? achieved.acr };
}
