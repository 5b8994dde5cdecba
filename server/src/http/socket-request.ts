import type { Body, CookieName, Request } from '../endpoints/request.ts';
import { DecisionRecord } from '../kernel/decision-record.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { ClientCertificate } from '../protocol/sender-constraint/client-certificate.ts';
import { findClientAddress } from './client-address.ts';
import { findClientCertificate } from './client-certificate.ts';
import { cookieNameOf, findCookie } from './cookies.ts';
import type { Exchange } from './exchange.ts';
import { onMutualPort } from './host.ts';
import { factsOf } from './issuer-facts.ts';

/** A request as the endpoints see it. Cookies are looked for only when somebody asks. */
export class SocketRequest implements Request {
  readonly id: string;
  readonly tenant: Tenant;
  readonly method: string;
  readonly path: string;
  readonly calledAs: string;
  readonly query: string;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly address: string;
  readonly userAgent: string;
  readonly record: DecisionRecord;

  readonly #exchange: Exchange;

  constructor(exchange: Exchange, tenant: Tenant, body: Body) {
    const { id, method, route, path, query, incoming, site } = exchange;
    this.#exchange = exchange;
    this.id = id;
    this.tenant = tenant;
    // An endpoint that may be asked by HEAD answers as to GET; only the bytes of the body stay away.
    this.method = method === 'HEAD' ? 'GET' : method;
    this.path = route.endpoint === undefined || route.endpoint.below === true ? path : route.endpoint.path;
    this.calledAs = path;
    this.query = query;
    this.body = body;
    // Set-Cookie is the one name that Node gives as a list; it has no meaning in a request.
    this.headers = incoming.headers as Readonly<Record<string, string | undefined>>;
    this.address = findClientAddress(incoming, site.trusted);
    this.userAgent = incoming.headers['user-agent'] ?? '';
    this.record = new DecisionRecord(id);
  }

  /** Read when somebody asks for it: most requests have none, and it is no small work. */
  get certificate(): ClientCertificate | undefined {
    const { incoming, mutual, site } = this.#exchange;
    return findClientCertificate(incoming, mutual, site.certificates);
  }

  get calledUrl(): string {
    const { mutual, site } = this.#exchange;
    const below = `${this.tenant.issuer}${this.calledAs.slice(1)}`;
    return mutual ? onMutualPort(below, site.options) : below;
  }

  cookie(name: CookieName): string | undefined {
    return findCookie(this.headers['cookie'], cookieNameOf(name, factsOf(this.tenant.issuer).secure));
  }
}
