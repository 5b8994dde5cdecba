import { Unreachable } from '../api/api-failure.ts';
import { addressOf, payloadOf, type Draft } from './draft.ts';
import type { ApiOperation } from './operations.ts';

/** A call that was sent, with all of the answer. The token is not kept with it. */
export interface Exchange {
  readonly operation: ApiOperation; readonly method: string; readonly address: string; readonly sentBody: string | undefined; readonly tokenName: string; readonly tokenScopes: ReadonlySet<string>;
  readonly status: number; readonly headers: readonly (readonly [name: string, value: string])[]; readonly body: string;
  /** From sending to the last byte, in milliseconds. */
  readonly took: number;
}

/** Who a call is made as. */
export interface Bearer { readonly name: string; readonly scopes: ReadonlySet<string>; readonly value: () => Promise<string> }

/** Sends a call as it is written. Whatever the server answers is an answer; throws Unreachable where none came. */
export async function sendCall({ operation, draft, bearer }: { readonly operation: ApiOperation; readonly draft: Draft; readonly bearer: Bearer }): Promise<Exchange> {
  const address = `/api/v2${addressOf(operation, draft)}`;
  const { body, type } = payloadOf(operation, draft);
  const headers = { authorization: `Bearer ${await bearer.value()}`, ...(type === undefined ? {} : { 'content-type': type }) };
  const begun = performance.now();
  try {
    const response = await fetch(address, { method: operation.method, headers, credentials: 'omit', cache: 'no-store', ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    return {
      operation, method: operation.method, address, sentBody: typeof body === 'string' ? body : undefined, tokenName: bearer.name, tokenScopes: bearer.scopes,
      status: response.status, headers: [...response.headers], body: text, took: Math.round(performance.now() - begun),
    };
  } catch (error) {
    throw new Unreachable('The server can not be reached.', { cause: error });
  }
}
