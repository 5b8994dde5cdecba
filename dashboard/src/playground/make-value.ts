import type { Making } from '../../../server/src/playground/flow.ts';
import type { FlowValues } from './fill-template.ts';
import { challengeOf, randomText } from '../session/pkce.ts';
import { bytesOf } from '../tokens/parse-token.ts';

/** Makes a value inside of the application. */
export async function makeValue({ how, of = '' }: Making, values: FlowValues): Promise<string> {
  if (how === 'random') return randomText();
  const hash = await challengeOf(values[of] ?? '');
  return how === 's256' ? hash : half(hash);
}

/** OIDC Core §3.3.2.11: the left half of the hash. */
function half(hash: string): string {
  const bytes = (bytesOf(hash) ?? new Uint8Array()).slice(0, 16);
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
