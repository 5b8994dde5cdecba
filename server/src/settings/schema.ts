/** JSON Schema of one value, as far as settings need it; `parse-value.ts` checks it. A package that knows all of it costs a tenth of a second at every start. */
export type SettingSchema =
  | { readonly type: 'string'; readonly minLength?: number; readonly pattern?: string }
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'array'; readonly items: SettingSchema }
  | { readonly enum: readonly string[] };

/** One setting: its JSON Schema and how people give it. */
export interface SettingLine {
  readonly schema: SettingSchema;
  /** Long name of the flag, with the placeholder of its value where it takes one: `--port <number>`. */
  readonly flag: string | undefined;
  readonly environment: string | undefined;
  /** Masked wherever settings are shown, and also readable from a file named by `<environment>_FILE`. */
  readonly secret: boolean;
  readonly description: string;
  /** What a right value looks like: "must be …". */
  readonly says: string;
  /** The default in words, for the reference. */
  readonly fallback: string;
  /** A relative path is meant from the working directory. */
  readonly path: boolean;
}

interface Facts { readonly flag?: string; readonly environment?: string; readonly secret?: true; readonly path?: true; readonly says: string; readonly fallback: string; readonly description: string }

const line = (schema: SettingSchema, facts: Facts): SettingLine =>
  ({ schema, flag: facts.flag, environment: facts.environment, secret: facts.secret ?? false, path: facts.path ?? false, says: facts.says, fallback: facts.fallback, description: facts.description });

const filePath = { type: 'string', minLength: 1 } as const;
const bearer = { type: 'string', pattern: '^[A-Za-z0-9._~+/-]{16,}=*$' } as const;
/** One mailbox: nothing in it begins another address or another header. */
const mailbox = '[^\\s\\x00-\\x1f\\x7f@,;:<>()\\[\\]\\\\"]{1,64}@[A-Za-z0-9.-]{1,253}';
const level = { enum: ['trace', 'debug', 'info', 'warn', 'error', 'silent'] } as const;

/** Every setting of this version, in the order of the reference. The keys are the names in the configuration file. */
export const settingLines = {
  issuer: line({ type: 'string', minLength: 1 }, { flag: '--issuer <url>', environment: 'GATEHOUSE_ISSUER', says: 'a URL such as https://login.example.com/, without path, query and credentials', fallback: 'development: `http://localhost:<port>/`; production: none, it must be given', description: 'The issuer of the default tenant: where browsers and applications reach the server, and `iss` in every token. A missing trailing slash is added.' }),
  host: line({ type: 'string', pattern: '^[A-Za-z0-9.:_-]+$' }, { flag: '--host <address>', environment: 'GATEHOUSE_HOST', says: 'a host name or an IP address', fallback: '`127.0.0.1`', description: 'The address to listen on. `0.0.0.0` is every network of the machine.' }),
  port: line({ type: 'integer', minimum: 0, maximum: 65_535 }, { flag: '--port <number>', environment: 'GATEHOUSE_PORT', says: 'a whole number from 0 to 65535', fallback: '`4000`', description: 'The port to listen on; `0` takes any free one. In development the default issuer follows it.' }),
  data: line(filePath, { flag: '--data <folder>', environment: 'GATEHOUSE_DATA', path: true, says: 'the path of a folder', fallback: '`.gatehouse`', description: 'The folder of the embedded database, of the local certificate authority and, in development, of the master key and the samples.' }),
  databaseUrl: line({ type: 'string', pattern: '^postgres(ql)?://.+' }, { flag: '--database-url <url>', environment: 'GATEHOUSE_DATABASE_URL', secret: true, says: 'a URL such as postgres://user:password@host:5432/database', fallback: 'none: the embedded database in the data folder', description: 'PostgreSQL instead of the embedded database.' }),
  tlsCert: line(filePath, { flag: '--tls-cert <file>', environment: 'GATEHOUSE_TLS_CERT', path: true, says: 'the path of a PEM file', fallback: 'none', description: 'Certificate chain: the server serves https itself. Goes together with the key.' }),
  tlsKey: line(filePath, { flag: '--tls-key <file>', environment: 'GATEHOUSE_TLS_KEY', path: true, says: 'the path of a PEM file', fallback: 'none', description: 'Private key of the certificate.' }),
  localHttps: line({ type: 'boolean' }, { flag: '--https', environment: 'GATEHOUSE_HTTPS', says: 'true or false', fallback: '`false`', description: 'Development only: serve https with a certificate of a certificate authority that is made in the data folder.' }),
  mtlsPort: line({ type: 'integer', minimum: 1, maximum: 65_535 }, { flag: '--mtls-port <number>', environment: 'GATEHOUSE_MTLS_PORT', says: 'a whole number from 1 to 65535', fallback: 'none: client certificates are not asked for', description: 'A second https port that asks applications for a client certificate (RFC 8705); discovery names it. Goes with a certificate of the server.' }),
  mtlsCa: line(filePath, { flag: '--mtls-ca <file>', environment: 'GATEHOUSE_MTLS_CA', path: true, says: 'the path of a PEM file', fallback: 'none: only self-signed certificates that an application registered', description: 'Certificates of the authorities that may vouch for client certificates (`tls_client_auth`).' }),
  clientCertificateHeader: line({ type: 'string', pattern: '^[A-Za-z0-9-]{1,64}$' }, { flag: '--client-certificate-header <name>', environment: 'GATEHOUSE_CLIENT_CERTIFICATE_HEADER', says: 'the name of a header', fallback: 'none', description: 'The header in which a trusted proxy hands over the client certificate: Client-Cert of RFC 9440, or PEM or base64, perhaps percent-encoded. Goes with the trusted proxies, which must remove the header from what clients send.' }),
  logLevel: line(level, { flag: '--log-level <level>', environment: 'GATEHOUSE_LOG_LEVEL', says: 'trace, debug, info, warn, error or silent', fallback: 'development: `warn`; production: `info`', description: 'The least severe log lines that are written.' }),
  logRetention: line({ type: 'integer', minimum: 1, maximum: 3650 }, { flag: '--log-retention <days>', environment: 'GATEHOUSE_LOG_RETENTION', says: 'a whole number of days from 1 to 3650', fallback: '`30`', description: 'So many days the log of each tenant is kept, which the Management API and the pages read. Older lines are removed in the background.' }),
  managementRate: line({ type: 'integer', minimum: 0, maximum: 100_000 }, { flag: '--management-rate <number>', environment: 'GATEHOUSE_MANAGEMENT_RATE', says: 'a whole number of calls a second from 0 to 100000', fallback: '`50`', description: 'So many calls a second each application may make to the Management API of a node, and ten times as many at once; beyond that it is answered 429. `0`: as many as it likes.' }),
  json: line({ type: 'boolean' }, { flag: '--json', says: 'true or false', fallback: '`false`', description: 'Results as JSON, for programs.' }),
  masterKey: line({ type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' }, { environment: 'GATEHOUSE_MASTER_KEY', secret: true, says: '32 random bytes in base64url: 43 characters of A-Z a-z 0-9 - _', fallback: 'development: made once and kept in the data folder; production: none, it must be given', description: 'Seals private keys and stored secrets at rest. Who loses it loses the signing keys.' }),
  bootstrapClientId: line({ type: 'string', pattern: '^[A-Za-z0-9_-]{1,128}$' }, { environment: 'GATEHOUSE_BOOTSTRAP_CLIENT_ID', says: '1 to 128 characters of A-Z a-z 0-9 - _', fallback: 'none', description: 'Makes a management application with this client ID when there is none yet.' }),
  bootstrapClientSecret: line({ type: 'string', pattern: '^[\\x21-\\x7e]{1,512}$' }, { environment: 'GATEHOUSE_BOOTSTRAP_CLIENT_SECRET', secret: true, says: 'printable characters without spaces, in production at least 32 of them', fallback: 'none', description: 'The client secret of that application. Goes together with the client ID.' }),
  trustProxy: line({ type: 'array', items: { type: 'string', pattern: '^[0-9A-Fa-f.:]+(/[0-9]{1,3})?$' } }, { flag: '--trust-proxy <list>', environment: 'GATEHOUSE_TRUST_PROXY', says: 'IP addresses or CIDR ranges, separated by commas', fallback: 'none', description: 'Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. They never change the issuer.' }),
  outboundAllow: line({ type: 'array', items: { type: 'string', minLength: 1 } }, { environment: 'GATEHOUSE_OUTBOUND_ALLOW', says: 'host names, IP addresses or CIDR ranges, separated by commas; a name or an address may be followed by a port, as in idp.internal:8443 or [fd00::1]:8443', fallback: 'none: public addresses only, over https', description: 'What requests of the server to others (key sets of applications, logout notifications) may reach although it is not public: in tests, and inside a network of one’s own. A host that is named here may also be asked over plain http.' }),
  smtpUrl: line({ type: 'string', pattern: '^smtps?://([^\\s@/?#]+@)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?/?$' }, { flag: '--smtp-url <url>', environment: 'GATEHOUSE_SMTP_URL', secret: true, says: 'a URL such as smtp://user:password@mail.example.com:587 or smtps://mail.example.com:465, user and password percent-encoded', fallback: 'none; development: mail can be read at `/u/outbox`; production: it waits', description: 'The mail server for tenants that have none of their own. TLS is demanded and verified, but for a host that GATEHOUSE_OUTBOUND_ALLOW names.' }),
  mailFrom: line({ type: 'string', pattern: `^(?:[^\\x00-\\x1f\\x7f<>"@,;]{1,100}<${mailbox}>|${mailbox})$` }, { flag: '--mail-from <address>', environment: 'GATEHOUSE_MAIL_FROM', says: 'an address such as no-reply@example.com, or Example <no-reply@example.com>', fallback: '`no-reply@` and the host of the issuer', description: 'Who mail is from, where neither the tenant nor a template says so.' }),
  importLimit: line({ type: 'integer', minimum: 1024, maximum: 1_073_741_824 }, { flag: '--import-limit <bytes>', environment: 'GATEHOUSE_IMPORT_LIMIT', says: 'a whole number of bytes from 1024 to 1073741824', fallback: '`512000`, as at Auth0', description: 'The largest file of people that the Management API takes at once. `gatehouse users import` takes files of any size.' }),
  breachedPasswords: line(filePath, { flag: '--breached-passwords <path>', environment: 'GATEHOUSE_BREACHED_PASSWORDS', path: true, says: 'the path of a folder or of a file', fallback: 'none: only the passwords that everybody guesses first are refused', description: 'Leaked passwords, which nobody can choose: a folder of the range files of Have I Been Pwned, or a filter that `gatehouse breached-passwords` made. It is read where it is; no password leaves the machine.' }),
  metricsToken: line(bearer, { environment: 'GATEHOUSE_METRICS_TOKEN', secret: true, says: 'a bearer token of 16 or more characters of A-Z a-z 0-9 - . _ ~ + /', fallback: 'none: /metrics answers loopback only', description: 'Bearer token that may read /metrics from anywhere.' }),
  samples: line({ type: 'boolean' }, { flag: '--no-samples', environment: 'GATEHOUSE_SAMPLES', says: 'true or false', fallback: 'development: `true`; production: `false`', description: 'Development only: keep the sample applications, the sample API and the sample people in the default tenant.' }),
} as const;

/** The name of a setting, as in `Settings` and in the configuration file. */
export type SettingName = keyof typeof settingLines;
/** All names, in the order of the reference. */
export const settingNames = Object.keys(settingLines) as readonly SettingName[];

/** The attribute under which the command line hands a flag over: `--database-url <url>` is `databaseUrl`, `--no-samples` is `samples`. */
export const flagAttribute = (flag: string) =>
  flag.replace(/^--(no-)?/, '').replace(/ .*$/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Where the configuration file is; no setting itself, for it can not stand in that file. */
export const configSource = { flag: '--config <file>', attribute: 'config', environment: 'GATEHOUSE_CONFIG', description: 'The configuration file is one JSON object whose keys are names of settings.' } as const;
