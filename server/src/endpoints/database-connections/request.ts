import { Refusal } from '../../kernel/refusal.ts';
import { Params } from '../../protocol/params.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';

/** What an application sends about an account. */
export interface AccountCall { readonly params: Params; readonly userMetadata: Readonly<Record<string, string>> | undefined }

const mostMembers = 10;

/** Auth0: a flat object or form; `user_metadata` alone is an object, or its JSON in a form. What is not named here is nobody's to say about oneself, and is not read. */
export function parseAccountCall(request: Request): AccountCall | OAuthRefusal {
  if (request.query !== '') return invalidRequest('request.parameters_in_query');
  const { body } = request;
  if (body.kind === 'form') return fromForm(Params.fromForm(body.text));
  return body.kind === 'json' ? fromJson(body.text) : invalidRequest('request.media_type_unknown', { received: body.kind === 'none' ? 'no body' : body.mediaType.slice(0, 60) });
}

function fromForm(params: Params | OAuthRefusal): AccountCall | OAuthRefusal {
  if (params instanceof Refusal) return params;
  const sent = params.optional('user_metadata');
  const userMetadata = sent === undefined ? undefined : parseMetadata(parseJson(sent));
  return userMetadata instanceof Refusal ? userMetadata : { params, userMetadata };
}

const read = ['client_id', 'email', 'password', 'connection', 'username', 'given_name', 'family_name', 'name', 'nickname', 'picture'] as const;

function fromJson(text: string): AccountCall | OAuthRefusal {
  const sent = parseJson(text);
  if (!isRecord(sent)) return invalidRequest('request.body_malformed', { expected: 'a JSON object' });
  const userMetadata = sent['user_metadata'] === undefined ? undefined : parseMetadata(sent['user_metadata']);
  if (userMetadata instanceof Refusal) return userMetadata;
  const known = Object.fromEntries(read.flatMap((name) => (sent[name] === undefined || sent[name] === null ? [] : [[name, sent[name]]])));
  const params = Params.fromJson(JSON.stringify(known));
  return params instanceof Refusal ? params : { params, userMetadata };
}

function parseJson(text: string): unknown {
  try { return JSON.parse(text); } catch { return undefined; }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Auth0: at most ten members, names of 100 characters and texts of 500. */
function parseMetadata(sent: unknown): Readonly<Record<string, string>> | OAuthRefusal {
  const refused = invalidRequest('profile.metadata_malformed', { expected: 'an object of at most 10 texts of at most 500 characters' });
  if (!isRecord(sent)) return refused;
  const entries = Object.entries(sent);
  const good = entries.length <= mostMembers && entries.every(([name, value]) => name.length <= 100 && name !== '__proto__' && typeof value === 'string' && value.length <= 500);
  return good ? (Object.fromEntries(entries) as Readonly<Record<string, string>>) : refused;
}
