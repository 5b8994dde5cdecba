import type { SoftwareStatementIssuer, Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import { parseJwks } from '../client/jwks.ts';
import { clientSigningAlgs, clockSkew } from '../client/profiles.ts';
import type { RemoteDocuments } from '../documents/remote-documents.ts';
import type { ForeignJwt, ForeignJwts, Jwk } from '../ports/foreign-jwt.ts';
import { isOutboundFailure } from '../ports/outbound.ts';
import { invalidSoftwareStatement, unapprovedSoftwareStatement, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { Members } from './metadata-reader.ts';

/** Claims about the statement itself, not about the software. */
const aboutItself: ReadonlySet<string> = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'software_statement']);

/** What a statement is verified with. */
export interface StatementTools { readonly jwts: ForeignJwts; readonly documents: RemoteDocuments }

/**
 * RFC 7591 §2.3: metadata that somebody vouches for, as a signed JWT; they take precedence over those beside it.
 * An issuer that the tenant does not trust is `unapproved_software_statement`, everything else that is wrong `invalid_software_statement`.
 */
export async function applySoftwareStatement(members: Members, { tenant, now }: { readonly tenant: Tenant; readonly now: Seconds }, tools: StatementTools): Promise<Members | OAuthRefusal> {
  const statement = members['software_statement'];
  if (statement === undefined || statement === null) return members;
  if (typeof statement !== 'string') return invalidSoftwareStatement('registration.statement_malformed', { received: typeof statement, expected: 'a signed JWT' });
  const read = tools.jwts.read(statement);
  if (read === undefined) return invalidSoftwareStatement('registration.statement_malformed', { expected: 'a signed JWT' });
  const trusted = tenant.settings.softwareStatementIssuers.find(({ issuer }) => issuer === read.claims['iss']);
  if (trusted === undefined) return unapprovedSoftwareStatement('registration.statement_unapproved', { received: typeof read.claims['iss'] === 'string' ? read.claims['iss'].slice(0, 200) : 'no issuer' });
  const verified = await verifyStatement(statement, trusted, tools);
  if (verified === undefined) return invalidSoftwareStatement('registration.statement_malformed', { received: 'a signature that no key of the issuer made' });
  if (!isInTime(verified, now)) return invalidSoftwareStatement('registration.statement_malformed', { received: 'a statement that is not valid now' });
  const vouchedFor = Object.fromEntries(Object.entries(verified.claims).filter(([name]) => !aboutItself.has(name)));
  return { ...members, ...vouchedFor };
}

async function verifyStatement(statement: string, trusted: SoftwareStatementIssuer, { jwts, documents }: StatementTools): Promise<ForeignJwt | undefined> {
  const verified = await jwts.verify(statement, trusted.jwks ?? await fetchKeys(trusted.jwksUri, (url) => documents.get(url)), clientSigningAlgs);
  if (verified !== 'no_key' || trusted.jwksUri === undefined) return verified === 'no_key' ? undefined : verified;
  const again = await jwts.verify(statement, await fetchKeys(trusted.jwksUri, (url) => documents.refetch(url)), clientSigningAlgs);
  return again === 'no_key' ? undefined : again;
}

async function fetchKeys(url: string | undefined, get: RemoteDocuments['get']): Promise<readonly Jwk[]> {
  const fetched = url === undefined ? undefined : await get(url);
  if (fetched === undefined || isOutboundFailure(fetched)) return [];
  const parsed = parseJwks(fetched.content);
  return typeof parsed === 'string' ? [] : parsed.keys;
}

function isInTime({ claims }: ForeignJwt, now: Seconds): boolean {
  const { exp, nbf, iat } = claims;
  const sane = [exp, nbf, iat].every((time) => time === undefined || typeof time === 'number');
  return sane && (exp === undefined || (exp as number) > now) && [nbf, iat].every((time) => time === undefined || (time as number) <= now + clockSkew);
}
