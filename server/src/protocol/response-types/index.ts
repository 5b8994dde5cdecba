import type { ResponseTypeName } from '../vocabulary/names.ts';
import type { ResponseType } from './response-type.ts';

const parts = ['code', 'id_token', 'token'] as const;

function responseType(name: ResponseTypeName): ResponseType {
  const words = name.split(' ');
  const [code, idToken, token] = parts.map((part) => words.includes(part)) as [boolean, boolean, boolean];
  return { name, code, idToken, token, defaultMode: idToken || token ? 'fragment' : 'query' };
}

/** Every response type that this server speaks (OAuth Multiple Response Types §3, OAuth Multiple Response Types §5). Which a client may use, its settings say. */
export const responseTypes: ReadonlyMap<string, ResponseType> = new Map(
  (['code', 'id_token', 'id_token token', 'token', 'code id_token', 'code token', 'code id_token token'] as const).map((name) => [name, responseType(name)]),
);

/** OAuth Multiple Response Types §3: the order of the words does not matter; a word that stands twice, or in other letters, is another type. */
export function findResponseType(text: string): ResponseType | undefined {
  const words = text.split(' ');
  const canonical = parts.filter((part) => words.includes(part));
  return canonical.length === words.length ? responseTypes.get(canonical.join(' ')) : undefined;
}
