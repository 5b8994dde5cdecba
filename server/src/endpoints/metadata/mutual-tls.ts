/** What of mutual TLS this installation has: a port of its own, or a proxy that hands certificates over. */
export interface MutualTls { readonly mtlsPort: number | undefined; /** Certificates arrive at all. */ readonly certificates: boolean }

/** Who calls these is an application with a connection of its own, not a browser. */
const called = ['token_endpoint', 'revocation_endpoint', 'introspection_endpoint', 'userinfo_endpoint', 'pushed_authorization_request_endpoint', 'device_authorization_endpoint', 'backchannel_authentication_endpoint', 'registration_endpoint'];

/** RFC 8705 §3.3 and RFC 8705 §5: certificate-bound tokens, and the same endpoints on the port that asks for certificates. */
export function mutualTlsMembers(document: Readonly<Record<string, unknown>>, { mtlsPort, certificates }: MutualTls): Readonly<Record<string, unknown>> {
  if (!certificates) return {};
  const aliases = called.flatMap((name) => (typeof document[name] === 'string' ? [[name, onPort(document[name], mtlsPort)] as const] : []));
  return { tls_client_certificate_bound_access_tokens: true, ...(mtlsPort === undefined ? {} : { mtls_endpoint_aliases: Object.fromEntries(aliases) }) };
}

function onPort(address: string, port: number | undefined): string {
  const url = new URL(address);
  url.port = String(port ?? '');
  return url.href;
}
