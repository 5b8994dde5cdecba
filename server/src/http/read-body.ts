import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Body } from '../endpoints/request.ts';
import { HttpRefusal } from './http-refusal.ts';
import { parseMediaType } from './media-type.ts';

/** Thrown when the peer went away while its body was read: nobody is left to answer. */
export class PeerGone extends Error {
  override readonly name = 'PeerGone';
}

const noBody: Body = { kind: 'none' };

/** Does the request say that a body follows (RFC 9112 §6.3)? */
export const announcesBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] !== undefined && headers['content-length'] !== '0');

/**
 * The body as text, never as values: endpoints parse their own parameters by their own rules.
 * @param limit longest body in bytes
 * @throws PeerGone
 */
export async function readBody(incoming: IncomingMessage, limit: number): Promise<Body | HttpRefusal> {
  if (!announcesBody(incoming)) return noBody;
  const { 'content-type': header, 'content-encoding': coding, 'content-length': length } = incoming.headers;
  const mediaType = parseMediaType(header);
  if (mediaType instanceof HttpRefusal) return mediaType;
  // RFC 9110 §8.4: nothing is unpacked here, so nothing can be a bomb.
  if (coding !== undefined && coding.toLowerCase() !== 'identity') return new HttpRefusal(415, 'request.media_type_unknown', { expected: 'no Content-Encoding', headers: { 'accept-encoding': 'identity' } });
  if (Number(length ?? 0) > limit) return tooLarge(limit);
  const bytes = await collect(incoming, limit);
  if (bytes === undefined) return tooLarge(limit);
  if (!isUtf8(bytes)) return new HttpRefusal(mediaType.kind === 'other' ? 415 : 400, 'request.body_malformed', { expected: 'UTF-8' });
  return { kind: mediaType.kind, text: bytes.toString('utf8'), mediaType: mediaType.name };
}

const tooLarge = (limit: number) => new HttpRefusal(413, 'request.too_large', { expected: `a body of at most ${limit} bytes` });

/** `undefined`: it grew beyond the limit; the rest is left unread. */
function collect(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) { chunks.push(chunk); return; }
      chunks.length = 0;
      incoming.removeAllListeners('data');
      incoming.pause();
      resolve(undefined);
    });
    incoming.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    incoming.on('error', () => reject(new PeerGone('The connection broke before the request was complete.')));
    incoming.on('close', () => { if (!incoming.complete) reject(new PeerGone('The peer went away before its request was complete.')); });
  });
}
