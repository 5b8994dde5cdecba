import { newClientId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Registration } from '../../protocol/client/client-policies.ts';
import type { Registry } from '../../protocol/ports/registry.ts';
import { clientOfMetadata } from '../../protocol/registration/client-of-metadata.ts';
import { spendInitialAccess } from '../../protocol/registration/initial-access-token.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';
import { proveAdmission, type AdmissionTools } from './admission.ts';
import { secretsFor, type SecretTools } from '../../protocol/client/client-secrets.ts';
import { proveMetadata, type MetadataTools } from './prove-metadata.ts';
import type { Registered } from './reply.ts';
import { parseMembers } from './request.ts';

/** What a registration works with. */
export type RegisterTools = AdmissionTools & MetadataTools & SecretTools & { readonly registry: Registry };

/** RFC 7591 §3.1: a new client of what its metadata say. The initial access token is spent last: metadata that are wrong cost nothing. */
export async function register(request: Request, tools: RegisterTools): Promise<Registered | OAuthRefusal> {
  const admission = await proveAdmission(request, tools);
  if (admission instanceof Refusal) return admission;
  request.record.pass('registration.throttle');
  const members = parseMembers(request);
  if (members instanceof Refusal) return members;
  const { initialAccess } = admission;
  const parsed = await proveMetadata(request, { members, admitted: initialAccess !== undefined }, tools);
  if (parsed instanceof Refusal) return parsed;
  const spent = initialAccess === undefined ? undefined : await spendInitialAccess(request.tenant.id, initialAccess, tools);
  if (spent !== undefined) return spent;
  request.record.pass('registration.allowed', { received: initialAccess === undefined ? 'open to anybody' : 'an initial access token' });

  const { token, key } = tools.tokens.mint(tools.clock.nowMs());
  const id = newClientId();
  const { secrets, shown } = secretsFor(parsed.settings, { owner: { tenant: request.tenant.id, id }, before: [] }, tools);
  const registration: Registration = { by: 'dynamic', tokenHash: key, registeredAt: tools.clock.now(), metadata: parsed.accepted };
  const client = clientOfMetadata(parsed, { tenant: request.tenant.id, id, secrets, registration, fallbackName: '' });
  request.record.facts.clientId = client.id;
  if ((await tools.registry.insertClient(client)) === 'taken') throw new Error('A random client id was in use.');
  return { client: { ...client, registration }, secret: shown, accessToken: token };
}
