import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { openLocalCertificate } from '../../src/http/local-ca.ts';
import { startTls } from '../outbound/listeners.ts';

/** An https server with JSON documents, by path. What is a function makes its answer itself. */
export interface DocumentHost {
  readonly origin: string;
  /** For `outboundAllow`. */
  readonly allow: string;
  readonly documents: Map<string, unknown>;
  /** How often each path was asked for. */
  asked(path: string): number;
  stop(): Promise<void>;
}

/** Starts one whose certificate this process trusts. */
export async function startDocumentHost(): Promise<DocumentHost> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-documents-'));
  const { key, cert, caFile } = await openLocalCertificate(folder);
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), await readFile(caFile, 'utf8')]);
  const documents = new Map<string, unknown>();
  const counts = new Map<string, number>();
  const server = await startTls({ key, cert }, (request, response) => {
    const path = request.url ?? '/';
    counts.set(path, (counts.get(path) ?? 0) + 1);
    const document = documents.get(path);
    if (document === undefined) { response.writeHead(404).end(); return; }
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'max-age=600' }).end(typeof document === 'string' ? document : JSON.stringify(document));
  });
  return {
    origin: `https://localhost:${server.port}`, allow: `localhost:${server.port}`, documents,
    asked: (path) => counts.get(path) ?? 0,
    async stop() { await server.stop(); await rm(folder, { recursive: true, force: true }); },
  };
}
