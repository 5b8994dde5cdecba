import Type from 'typebox';
import { keyOfJwtId } from '../../protocol/resource-access/find-access-token.ts';
import { revokedMark } from '../../protocol/tokens/revoked-mark.ts';
import { operation } from '../contract.ts';
import { invalidBody } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';

const make = operation<ManagementTools>();
const scopes = ['blacklist:tokens'];
const entry = Type.Object({ aud: Type.String(), jti: Type.String() });
const body = Type.Object({
  jti: Type.String({ minLength: 1, maxLength: 200, description: 'The jti of an access token (RFC 9068 §2.2).' }),
  aud: Type.Optional(Type.String({ maxLength: 600, description: 'Who the token is for; kept for the list.' })),
}, { additionalProperties: false });
/** No access token lives longer than 30 days. */
const longestLife = 2_592_000;
/** Auth0 has no pages here; the newest are told. */
const mostListed = 1000;

interface Words { readonly aud: string; readonly jti: string }

/** Seed row 218: single self-contained tokens are ended. At our own endpoints and in introspection that holds at once; an API that only looks at signatures takes them until they expire. */
export const blacklistOperations = [
  make({ id: 'blacklists.getAll', method: 'GET', path: '/blacklists/tokens', scopes, status: 200, summary: 'The tokens that were ended by their jti, the newest thousand.', query: Type.Object({ aud: Type.Optional(Type.String({ maxLength: 600, description: 'Only those that were ended with this aud.' })) }), body: undefined, output: Type.Array(entry) }, async ({ tenant, query: { aud } }, { access }) => {
    const listed = (await access.listRevokedJwts(tenant.id, { take: mostListed })).map(({ words }) => JSON.parse(words) as Words);
    return listed.filter((one) => aud === undefined || one.aud === aud);
  }),
  make({ id: 'blacklists.add', method: 'POST', path: '/blacklists/tokens', scopes, status: 204, summary: 'Ends an access token that is a JWT, by its jti.', query: Type.Object({}), body, output: undefined }, async ({ tenant, body: { jti, aud = '' }, audit, audited }, { grants, clock }) => {
    const key = keyOfJwtId(jti);
    if (key === undefined) return invalidBody('jti: no access token of this server has it. Take the member jti of the token itself.');
    const words: Words = { aud, jti };
    await grants.commit({ tenant: tenant.id, payment: revokedMark(key, clock.now() + longestLife, JSON.stringify(words)), log: audit() });
    audited();
    return undefined;
  }),
];
