import { isOutboundFailure, type Outbound, type OutboundAnswer, type OutboundFailure } from '../ports/outbound.ts';

/** A JSON object or array (RFC 8259 §4, RFC 8259 §5), of which nothing else is known. */
export type JsonContent = Readonly<Record<string, unknown>> | readonly unknown[];

/** A document of somebody else. Whoever uses the content proves what it holds. */
export interface RemoteDocument {
  readonly content: JsonContent;
  /** Length of its text, in characters. */
  readonly size: number;
  /** Of the answer, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** `application/json`, and what is built on it: `application/jwk-set+json`, `application/jrd+json` (RFC 7517 §8.5.2). */
const jsonMediaType = /^application\/(?:[a-z0-9!#$&^_.-]+\+)?json *(?:;|$)/i;

/**
 * Fetches an object or array: status 200, JSON media type, well-formed. Everything else is a failure: `unreachable` for another status, `body_malformed` for another body.
 * @param maxBytes how long the document may be; 65,536 where nothing is said
 */
export async function fetchJson(outbound: Outbound, url: string, { maxBytes = 65_536 }: { readonly maxBytes?: number } = {}): Promise<RemoteDocument | OutboundFailure> {
  const answer = await outbound.send({ url, maxBytes, headers: { accept: 'application/json, application/*+json;q=0.9' } });
  return isOutboundFailure(answer) ? answer : parseDocument(answer);
}

function parseDocument({ status, headers, body }: OutboundAnswer): RemoteDocument | OutboundFailure {
  if (status !== 200) return { failure: 'unreachable', detail: `the document was answered with status ${status}` };
  if (!jsonMediaType.test(headers['content-type'] ?? '')) return malformed('its media type is not JSON');
  try {
    const content: unknown = JSON.parse(body);
    return isContent(content) ? { content, size: body.length, headers } : malformed('it is neither an object nor an array');
  } catch {
    return malformed('it is not well-formed JSON');
  }
}

const isContent = (value: unknown): value is JsonContent => typeof value === 'object' && value !== null;

const malformed = (why: string): OutboundFailure => ({ failure: 'body_malformed', detail: `the document was not taken: ${why}` });
