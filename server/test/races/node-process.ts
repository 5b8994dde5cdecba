import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { createInterface } from 'node:readline';
import { programFile } from '../cli/program-file.ts';
import { freePort } from '../flows/house.ts';

export const masterKey = Buffer.alloc(32, 7).toString('base64url');

export interface NodeOptions { readonly issuer: string; readonly data: string; readonly databaseUrl: string | undefined; /** As in GATEHOUSE_OUTBOUND_ALLOW. */ readonly outboundAllow?: readonly string[] }
/** What goes with a request: the fields of a form, and headers besides its own. */
export interface Sent { readonly fields?: Readonly<Record<string, string>>; /** Instead of a form. */ readonly json?: object; /** Instead of both: a form with a file. */ readonly parts?: FormData; readonly headers?: Readonly<Record<string, string>> }
export interface Answer { readonly status: number; readonly location: string | undefined; readonly cookies: readonly string[]; readonly text: string }

/** Who was killed has no exit code. */
const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

/** One server process of an installation; several may share a database. Requests name the issuer's host, as a proxy would pass it on. */
export class ServerNode {
  readonly #options: NodeOptions;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  #child: ChildProcess | undefined;
  #port = 0;
  constructor(options: NodeOptions) { this.#options = options; }

  /** Starts the process and waits until it answers. A port that was free may be taken a moment later by another test: then another one. */
  async start(tries = 5): Promise<void> {
    try {
      await this.#start();
    } catch (error) {
      if (tries === 1 || !(error as Error).message.includes('EADDRINUSE')) throw error;
      await this.start(tries - 1);
    }
  }

  async #start(): Promise<void> {
    const { issuer, data, databaseUrl, outboundAllow = [] } = this.#options;
    this.#port = await freePort();
    // A server compiles its modules once for its folder; here hundreds of folders share what the tests have compiled.
    const compiled = process.env['NODE_COMPILE_CACHE'];
    const environment = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', GATEHOUSE_MASTER_KEY: masterKey, ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }), ...(outboundAllow.length === 0 ? {} : { GATEHOUSE_OUTBOUND_ALLOW: outboundAllow.join(',') }) };
    const flags = ['start', '--json', '--issuer', issuer, '--port', String(this.#port), '--data', data, '--log-level', 'error', ...(databaseUrl === undefined ? [] : ['--database-url', databaseUrl])];
    const child = spawn(process.execPath, [programFile(), ...flags], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (bytes: Buffer) => { complaint += bytes.toString(); });
    this.#child = child;
    // Its own word, and not an answer at the port: another server may have been quicker to take that.
    const ready = once(createInterface({ input: child.stdout }), 'line', { signal: AbortSignal.timeout(90_000) });
    const ended = once(child, 'exit').then(([code]) => { throw new Error(`The server ended with ${String(code)}: ${complaint}`); });
    await Promise.race([ready, ended]).finally(() => { ended.catch(() => undefined); });
    child.stdout.resume();
  }

  /** The process is gone at once, as after a power cut of the process alone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || hasEnded(child)) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async stop(): Promise<number | null> {
    const child = this.#child;
    this.#agent.destroy();
    if (child === undefined || hasEnded(child)) return child?.exitCode ?? null;
    child.kill('SIGTERM');
    await once(child, 'exit');
    return child.exitCode;
  }

  async send(method: 'GET' | 'POST' | 'PUT', path: string, { fields, json, parts, headers = {} }: Sent = {}): Promise<Answer> {
    const form = fields === undefined ? undefined : new URLSearchParams(fields).toString();
    const multipart = parts === undefined ? undefined : new Response(parts);
    const body = multipart === undefined ? json === undefined ? form : JSON.stringify(json) : Buffer.from(await multipart.arrayBuffer());
    const own = body === undefined ? {} : { 'content-type': multipart?.headers.get('content-type') ?? (json === undefined ? 'application/x-www-form-urlencoded' : 'application/json'), 'content-length': String(Buffer.byteLength(body)) };
    return new Promise((resolve, reject) => {
      const request = httpRequest({ host: '127.0.0.1', port: this.#port, method, path, agent: this.#agent, headers: { host: new URL(this.#options.issuer).host, ...own, ...headers } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (bytes: Buffer) => parts.push(bytes));
        response.once('error', reject);
        response.once('end', () => resolve({ status: response.statusCode ?? 0, location: response.headers.location, cookies: response.headers['set-cookie'] ?? [], text: Buffer.concat(parts).toString() }));
      });
      request.once('error', reject);
      request.end(body);
    });
  }
}
