import Type from 'typebox';
import { checks } from '../../kernel/checks.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { reasons } from '../../kernel/reasons/index.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { TokenPreview } from '../../protocol/tokens/preview-tokens.ts';
import { checked } from '../logs/schema.ts';

const maybe = Type.Optional;
const members = Type.Record(Type.String(), Type.Unknown());
const token = Type.Object({ header: members, claims: members });

/** What would be issued, or why nothing would. */
export const view = Type.Object({
  outcome: Type.Union([Type.Literal('issued'), Type.Literal('refused')]), scope: maybe(Type.String({ description: 'What would be granted of what was asked for.' })), expires_in: maybe(Type.Integer({ description: 'Seconds that the access token lives.' })),
  access_token: maybe(Type.Union([token, Type.Null()], { description: 'null: it is opaque, because no API is asked for.' })), id_token: maybe(token), refresh_token: maybe(Type.Boolean()),
  error: maybe(Type.String({ description: 'The code that the application would get.' })), error_description: maybe(Type.String()), reason: maybe(Type.String()), explain: maybe(Type.String()), fix: maybe(Type.Array(Type.String())),
  checks: Type.Array(checked),
});

function checksOf({ checks: made }: DecisionRecord) {
  return made.map(({ check, ok, received, expected }) => {
    const { holds, section } = checks[check];
    return { check, passed: ok, holds, ...(section === undefined ? {} : { section }), ...(received === undefined ? {} : { received }), ...(expected === undefined ? {} : { expected }) };
  });
}

/** What would be issued. */
export const previewView = ({ scope, expiresIn, api, accessToken, idToken, refreshToken }: TokenPreview, { client, record }: { readonly client: Client; readonly record: DecisionRecord }) => ({
  outcome: 'issued', scope: scope.join(' '), expires_in: expiresIn,
  access_token: accessToken === undefined || api === undefined ? null : { header: { typ: accessToken.typ, alg: api.signingAlg }, claims: accessToken.claims },
  ...(idToken === undefined ? {} : { id_token: { header: { typ: idToken.typ, alg: client.idTokenAlg }, claims: idToken.claims } }), refresh_token: refreshToken, checks: checksOf(record),
});

/** Why nothing would be. */
export function refusedView(refusal: Refusal, record: DecisionRecord) {
  const { explain, fix } = reasons[refusal.reason];
  return { outcome: 'refused', error: refusal.code, error_description: refusal.description, reason: refusal.reason, explain, fix, checks: checksOf(record) };
}
