import type { Session } from '../session/session.ts';
import { ApiFailure, failureOf, Unreachable } from './api-failure.ts';

/** What goes with a call. Members that are `undefined` are left out. */
export interface CallParts { readonly query?: Readonly<Record<string, string | number | boolean | undefined>>; readonly body?: unknown }

/** The Management API, as any client sees it. */
export interface ManagementApi {
  get<T>(path: string, query?: CallParts['query']): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  put<T>(path: string, body?: unknown): Promise<T>;
  delete(path: string, body?: unknown): Promise<void>;
}

/** One segment of a path. */
export const segment = (text: string): string => encodeURIComponent(text);

/** The Management API with the tokens of a session. A refused token is renewed once. Failures are thrown as ApiFailure or Unreachable. */
export function managementApi(session: Session): ManagementApi {
  const call = async (method: string, path: string, parts: CallParts = {}): Promise<unknown> => {
    const first = await send(method, path, { ...parts, token: await session.accessToken() });
    if (first.status !== 401) return read(first, { method, path });
    session.forget();
    return read(await send(method, path, { ...parts, token: await session.accessToken() }), { method, path });
  };
  return {
    get: <T>(path: string, query?: CallParts['query']) => call('GET', path, query === undefined ? {} : { query }) as Promise<T>,
    post: <T>(path: string, body?: unknown) => call('POST', path, body === undefined ? {} : { body }) as Promise<T>,
    patch: <T>(path: string, body: unknown) => call('PATCH', path, { body }) as Promise<T>,
    put: <T>(path: string, body?: unknown) => call('PUT', path, body === undefined ? {} : { body }) as Promise<T>,
    delete: async (path, body) => { await call('DELETE', path, body === undefined ? {} : { body }); },
  };
}

async function send(method: string, path: string, { token, query = {}, body }: CallParts & { readonly token: string }): Promise<Response> {
  const asked = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
  const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  try {
    return await fetch(`/api/v2${path}${asked.size === 0 ? '' : `?${asked}`}`, { method, headers, credentials: 'omit', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  } catch (error) {
    throw new Unreachable('The server can not be reached.', { cause: error });
  }
}

async function read(response: Response, asked: { readonly method: string; readonly path: string }): Promise<unknown> {
  const text = await response.text();
  if (response.ok) return text === '' ? undefined : JSON.parse(text);
  throw new ApiFailure(failureOf(response, text, asked));
}
