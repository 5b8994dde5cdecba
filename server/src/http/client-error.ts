import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Site } from './exchange.ts';
import { HttpRefusal } from './http-refusal.ts';
import { STATUS_CODES } from './node-http.ts';
import { newRequestId } from './request-id.ts';

/** What Node reports of bytes that never became a request. */
interface ParseError extends Error { readonly code?: string; readonly rawPacket?: Buffer }

/** Bytes that are no request, or came too slowly: one answer, and the connection ends (RFC 9112 §9.6). */
export function answerClientError({ limits, routes }: Site, error: ParseError, socket: Socket): void {
  if (socket.writableEnded) return;
  if (error.code === 'ECONNRESET' || !socket.writable || hasBegun(socket)) { socket.destroy(); return; }
  const refusal = refusalOf(error);
  const body = JSON.stringify({ error: refusal.code, error_description: refusal.description, reason: refusal.reason });
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}`, 'content-type: application/json; charset=utf-8', `content-length: ${Buffer.byteLength(body)}`, 'cache-control: no-store',
    `x-request-id: ${newRequestId()}`, 'x-content-type-options: nosniff', 'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  routes.unmatched.timer('')(refusal.status, 0);
  // Closing at once would reset a peer that still sends, before it has read why.
  const timer = setTimeout(() => socket.destroy(), limits.lingerMs);
  socket.once('close', () => clearTimeout(timer));
}

/** The head of an earlier answer is on its way: another one in its middle would be taken for a part of it. */
const hasBegun = (socket: Socket & { readonly _httpMessage?: ServerResponse | null }) => socket._httpMessage?.headersSent === true;

function refusalOf({ code, rawPacket }: ParseError): HttpRefusal {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HttpRefusal(408, 'request.too_slow');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return new HttpRefusal(413, 'request.too_large');
  if (code === 'HPE_HEADER_OVERFLOW') return new HttpRefusal(isRequestLine(rawPacket) ? 414 : 431, 'request.too_large');
  return new HttpRefusal(400, 'request.http_malformed');
}

/** The packet is the start of a request and its first line did not end. */
const isRequestLine = (packet: Buffer | undefined) => packet !== undefined && !packet.includes(0x0a) && /^[A-Z]{3,10} \//.test(packet.toString('latin1', 0, 16));
