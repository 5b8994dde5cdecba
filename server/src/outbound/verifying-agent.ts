import { Agent } from 'node:https';
import { createSecureContext, getCACertificates } from 'node:tls';

/**
 * The agent of all TLS connections: it trusts the roots of Node and of the system, those of NODE_EXTRA_CA_CERTS, and the PEM texts of `extra`, and speaks TLS 1.2 or newer (RFC 9325 §3.1.1).
 * It keeps neither connections nor sessions, so that every request is verified from the start, and knows no proxy.
 * Made at the first use and once, for reading the roots takes a tenth of a second.
 */
export function verifyingAgent(extra: readonly string[] = []): () => Agent {
  let agent: Agent | undefined;
  return () => {
    agent ??= new Agent({ keepAlive: false, maxCachedSessions: 0, rejectUnauthorized: true, secureContext: trustedContext(extra) });
    return agent;
  };
}

const trustedContext = (extra: readonly string[]) =>
  createSecureContext({ minVersion: 'TLSv1.2', ca: [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...extra])] });
