import type { Params } from '../params.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { ClaimDemand, ClaimsRequest } from './claims-request.ts';

const maxClaims = 100;

/** OIDC Core §5.5: the claims parameter; `undefined` when it was not sent. Members that nobody defined are left out, as the section has it. */
export function parseClaims(params: Params): ClaimsRequest | undefined | OAuthRefusal {
  const text = params.optional('claims');
  if (text === undefined) return undefined;
  const value = parseJson(text);
  if (!isObject(value)) return invalidRequest('claims.malformed', { expected: 'a JSON object', received: text.slice(0, 60) });
  const [userinfo, idToken] = [parseDemands(value['userinfo']), parseDemands(value['id_token'])];
  if (userinfo === undefined || idToken === undefined) return invalidRequest('claims.malformed', { expected: 'userinfo and id_token as objects of null or objects' });
  return { userinfo, idToken };
}

function parseDemands(value: unknown): Readonly<Record<string, ClaimDemand>> | undefined {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) return undefined;
  const demands = Object.entries(value);
  if (demands.length > maxClaims || !demands.every(([, demand]) => isDemand(demand))) return undefined;
  return Object.fromEntries(demands) as Record<string, ClaimDemand>;
}

/** OIDC Core §5.5.1: null, or an object with essential, value and values. */
function isDemand(value: unknown): value is ClaimDemand {
  if (value === null) return true;
  if (!isObject(value)) return false;
  const { essential, values } = value;
  return (essential === undefined || typeof essential === 'boolean') && (values === undefined || Array.isArray(values));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}
