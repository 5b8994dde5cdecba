import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';

/** Something that listens on loopback, counts who comes, and ends with everybody in it. */
export interface Listener { readonly port: number; readonly url: string; connections(): number; stop(): Promise<void> }

/** A TCP listener that nobody should ever reach; it greets and is silent. */
export const startTrap = (greeting = ''): Promise<Listener> => listening(createTcpServer((socket) => { socket.write(greeting); }), 'http');

/** An HTTP server. */
export const startPlain = (listener: RequestListener): Promise<Listener> => listening(createPlainServer(listener), 'http');

/** An HTTPS server. */
export const startTls = (options: TlsOptions, listener: RequestListener): Promise<Listener> => listening(createTlsServer(options, listener), 'https');

async function listening(server: Server | TcpServer, scheme: string): Promise<Listener> {
  const open = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    count += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return {
    port, url: `${scheme}://127.0.0.1:${port}/`,
    connections: () => count,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
