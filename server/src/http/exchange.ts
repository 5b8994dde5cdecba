import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Reply } from '../endpoints/reply.ts';
import type { Request } from '../endpoints/request.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Answer } from './answer.ts';
import type { TrustedProxies } from './client-address.ts';
import type { CertificateSource } from './client-certificate.ts';
import type { HttpRefusal } from './http-refusal.ts';
import type { Limits } from './limits.ts';
import type { HttpServerOptions, HttpSpan } from './options.ts';
import type { Outbox } from './outbox.ts';
import { newRequestId } from './request-id.ts';
import type { Route, Routes } from './routes.ts';

/** What all requests of a server have in common. */
export interface Site {
  readonly options: HttpServerOptions;
  readonly limits: Limits;
  readonly routes: Routes;
  readonly trusted: TrustedProxies;
  readonly certificates: CertificateSource;
  readonly outbox: Outbox<Ready>;
  /** `draining`: the server is about to stop. */
  readonly state: { draining: boolean };
  /** Connections on which nothing more is read: whatever follows, nobody can be sure where it begins (RFC 9112 §11.2). */
  readonly ended: WeakSet<Socket>;
}

/** A request whose answer is known and not written yet. */
export interface Ready { readonly exchange: Exchange; readonly answer: Answer | HttpRefusal }

/** One request on a socket and the way to answer it, with what is known of it so far. */
export class Exchange {
  readonly id = newRequestId();
  readonly startedAt = performance.now();
  readonly site: Site;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  route: Route;
  path = '';
  query = '';
  tenant: Tenant | undefined;
  /** The Origin of the request, once it is known to be registered with the tenant. */
  origin: string | undefined;
  span: HttpSpan | undefined;
  /** Both are there as soon as an endpoint was asked, and answered. */
  request: Request | undefined;
  reply: Reply | undefined;
  /** What was thrown, for the log. */
  failure: unknown;

  /** It came in on the port that asks for certificates. */
  readonly mutual: boolean;

  constructor(site: Site, [incoming, outgoing]: readonly [IncomingMessage, ServerResponse], mutual: boolean) {
    this.site = site;
    this.mutual = mutual;
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.route = site.routes.unmatched;
  }

  get method(): string { return this.incoming.method ?? ''; }
}
