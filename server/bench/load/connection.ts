import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A keep-alive HTTP/1.1 connection with one request in flight. */
export interface Connection {
  /** The answer is handed over whole, head and body; the buffer is only good during the call. */
  send(bytes: Buffer | string, answered: (answer: Buffer) => void): void;
  close(): void;
}

/** Opens a connection. `failed` hears of a connection that broke while a request was in flight. */
export async function openConnection(port: number, failed: (error: Error) => void): Promise<Connection> {
  const socket: Socket = connect(port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  let waiting: ((answer: Buffer) => void) | undefined;
  let received: Buffer | undefined;

  socket.on('data', (chunk) => {
    received = received === undefined ? chunk : Buffer.concat([received, chunk]);
    if (waiting === undefined || !isWhole(received)) return;
    const [answered, answer] = [waiting, received];
    waiting = received = undefined;
    answered(answer);
  });
  socket.on('error', failed);
  socket.on('close', () => { if (waiting !== undefined) failed(new Error(`port ${port}: the connection was closed instead of an answer`)); });

  return {
    send(bytes, answered) { waiting = answered; socket.write(bytes); },
    close() { waiting = undefined; socket.destroy(); },
  };
}

/** RFC 9112 §6.3, as much of it as servers use: a length, chunks, or no body at all. */
function isWhole(bytes: Buffer): boolean {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = bytes.indexOf('ontent-length: ');
  const at = length >= 0 && length < headEnd ? length : bytes.indexOf('ontent-Length: ');
  if (at >= 0 && at < headEnd) return bytes.length >= headEnd + 4 + Number.parseInt(bytes.toString('latin1', at + 15, at + 26), 10);
  const chunked = bytes.indexOf('chunked');
  if (chunked >= 0 && chunked < headEnd) return bytes.toString('latin1', bytes.length - 5) === '0\r\n\r\n';
  return true;
}

/** The status of a raw answer. */
export const statusOf = (answer: Buffer) => Number(answer.toString('latin1', 9, 12));
