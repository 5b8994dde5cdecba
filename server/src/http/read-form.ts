import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Writable } from 'node:stream';
import type { BusboyInstance } from '@fastify/busboy';
import type { Endpoint } from '../endpoints/reply.ts';
import type { Body } from '../endpoints/request.ts';
import type { FormPiece } from '../kernel/form-piece.ts';
import { HttpRefusal } from './http-refusal.ts';
import { PeerGone } from './read-body.ts';

const mediaType = 'multipart/form-data';
/** RFC 2046 §5.1.1: what may stand in a boundary, but for the space. */
const header = /^multipart\/form-data *; *boundary=(?:"[0-9A-Za-z'()+_,./:=?-]{1,70}"|[0-9A-Za-z'+_.-]{1,70}) *$/i;

/** Far above what a form with one file needs. Sizes in bytes. */
const limits = { fields: 20, files: 1, parts: 22, fieldSize: 4096, headerPairs: 10, headerSize: 4096 };

/** The body of a form with a file, at an endpoint that takes one there; nothing of it is read before somebody asks. `undefined`: it is another kind of body. */
export function findForm(incoming: IncomingMessage, endpoint: Endpoint, path: string): Body | HttpRefusal | undefined {
  const { 'content-type': type, 'content-encoding': coding } = incoming.headers;
  if (endpoint.takesFile?.(path) !== true || type?.toLowerCase().startsWith(mediaType) !== true) return undefined;
  if (!header.test(type)) return new HttpRefusal(415, 'request.media_type_unknown', { expected: 'multipart/form-data with a boundary', received: type.slice(0, 60) });
  // RFC 9110 §8.4: nothing is unpacked here, so nothing can be a bomb.
  if (coding !== undefined && coding.toLowerCase() !== 'identity') return new HttpRefusal(415, 'request.media_type_unknown', { expected: 'no Content-Encoding', headers: { 'accept-encoding': 'identity' } });
  return { kind: 'parts', mediaType, read: (mostFileBytes) => readForm(incoming, mostFileBytes) };
}

/** Holds no more of the form than what came last. @throws PeerGone */
async function* readForm(incoming: IncomingMessage, mostFileBytes: number): AsyncGenerator<FormPiece, void, undefined> {
  const { Busboy } = await import('@fastify/busboy');
  const found: FormPiece[] = [];
  const parser = new Busboy({ headers: { 'content-type': incoming.headers['content-type'] ?? '' }, limits: { ...limits, fileSize: mostFileBytes } });
  const failed = collect(parser, found);
  try {
    // The answer must still find its way when nobody wants the rest.
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
      await Promise.race([write(parser, chunk as Buffer), failed]);
      yield* found.splice(0);
    }
  } catch (error) {
    throw isOfPeer(error) ? new PeerGone('The connection broke before the form was complete.') : error;
  }
  const finished = once(parser, 'finish').catch(() => undefined);
  parser.end();
  await Promise.race([finished, failed]);
  yield* found.splice(0);
}

const isOfPeer = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
const write = (parser: Writable, chunk: Buffer) => new Promise<void>((resolve) => { parser.write(chunk, () => resolve()); });

/** Lets the parser add what it finds. Resolves when it can not go on. */
function collect(parser: BusboyInstance, found: FormPiece[]): Promise<void> {
  const flaw = (kind: 'too_large' | 'malformed') => { found.push({ kind: 'flaw', flaw: kind }); };
  parser.on('field', (name, value, ...[nameCut, valueCut]) => {
    if (nameCut || valueCut) flaw('too_large');
    else found.push({ kind: 'field', name, value });
  });
  parser.on('file', (name, stream) => {
    stream.on('data', (bytes: Buffer) => { found.push({ kind: 'file', name, bytes }); });
    stream.on('limit', () => flaw('too_large'));
    stream.on('error', () => flaw('malformed'));
  });
  for (const event of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) parser.on(event, () => flaw('malformed'));
  return new Promise((resolve) => {
    parser.on('error', () => {
      flaw('malformed');
      resolve();
    });
  });
}
