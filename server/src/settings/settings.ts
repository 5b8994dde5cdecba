/** What the operator set, checked and frozen. Read once at start by `read-settings.ts`; nobody else looks at the environment. */
export interface Settings {
  readonly mode: 'development' | 'production';
  /** The default tenant's issuer, with its trailing slash. */
  readonly issuer: string;
  readonly host: string;
  readonly port: number;
  /** Folder of the embedded database, the local CA and (in development) the master key. */
  readonly data: string;
  /** `postgres://…` instead of the embedded database. */
  readonly databaseUrl: string | undefined;
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  /** Development only: serve https with a certificate of a CA made in the data folder. */
  readonly localHttps: boolean;
  /** The port that asks TLS clients for a certificate. */
  readonly mtlsPort: number | undefined;
  /** PEM file of the authorities for client certificates. */
  readonly mtlsCa: string | undefined;
  /** The header, in lower case, in which a trusted proxy hands a client certificate over. */
  readonly clientCertificateHeader: string | undefined;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Days. */
  readonly logRetention: number;
  /** Calls a second that one application may make to the Management API; 0: as many as it likes. */
  readonly managementRate: number;
  /** Machine-readable start-up text and logs. */
  readonly json: boolean;
  /** 32 bytes, base64url. `undefined` in development: made and kept in the data folder. */
  readonly masterKey: string | undefined;
  readonly bootstrapClientId: string | undefined;
  readonly bootstrapClientSecret: string | undefined;
  /** Addresses or CIDRs of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly trustProxy: readonly string[];
  /** Hosts, `host:port` and CIDRs that outbound requests may reach although they are not public. */
  readonly outboundAllow: readonly string[];
  /** The mail server of tenants that have none of their own. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string | undefined;
  /** The largest file of people that the Management API takes, in bytes. */
  readonly importLimit: number;
  /** The list of leaked passwords: a folder or a file. */
  readonly breachedPasswords: string | undefined;
  /** Bearer token that may read /metrics from anywhere; without it only loopback may. */
  readonly metricsToken: string | undefined;
  /** Development only: samples (applications, API, people) are kept in the default tenant. */
  readonly samples: boolean;
}
