import { createRequire } from 'node:module';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';

/** The little of Express that the tests use; the packages ship no types for it. */
export interface ExpressRequest { readonly path: string; readonly oidc: { isAuthenticated(): boolean; readonly user?: Record<string, unknown>; readonly idToken?: string; readonly accessToken?: { access_token: string; refresh(): Promise<{ access_token: string }> } }; readonly auth?: { payload: Record<string, unknown> } }
export interface ExpressResponse { json(body: unknown): void; status(code: number): ExpressResponse; set(headers: unknown): ExpressResponse }
type Handler = (request: ExpressRequest, response: ExpressResponse, next: (error?: unknown) => void) => void;
export interface ExpressApp { use(...handlers: unknown[]): void; get(path: string, ...handlers: unknown[]): void; listen(port: number, host: string): Server }

const require = createRequire(import.meta.url);
export const express = require('express') as () => ExpressApp;
/** Typed as one of ours, so that a test can hand it to Express. */
export const handler = (handle: Handler) => handle;

/** Listens on loopback; answers the origin and how to stop. */
export async function listen(app: ExpressApp, port = 0): Promise<{ readonly origin: string; stop(): Promise<void> }> {
  const server = app.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { origin, stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }) };
}
