import { pino, type DestinationStream, type Logger } from 'pino';
import { plainLines } from './plain-lines.ts';

export type { Logger };

/** How much is written, in which form, and where. */
export interface LoggerOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** One JSON object per line, for programs; else one line of text, for people. */
  readonly json: boolean;
  /** Standard error when left out: standard output belongs to results. Every line is written before the call returns, so that none is lost in a crash. */
  readonly destination?: DestinationStream;
}

/** Keys whose values never reach a log, wherever in a line they stand: at the top, one and two levels below. */
const secretKeys = [
  'authorization', 'cookie', 'set-cookie', 'dpop', 'password', 'client_secret', 'clientSecret', 'secret', 'code', 'code_verifier', 'access_token', 'refresh_token', 'id_token', 'token', 'assertion', 'client_assertion', 'masterKey',
] as const;

const pathOf = (key: string, depth: number) => (depth === 0 ? `["${key}"]` : `${Array(depth).fill('*').join('.')}["${key}"]`);
const paths = secretKeys.flatMap((key) => [0, 1, 2].map((depth) => pathOf(key, depth)));

/** The log of the process: `time, level, event, request_id, …`, secrets hidden. */
export function createLogger({ level, json, destination = pino.destination({ dest: 2, sync: true }) }: LoggerOptions): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths, censor: 'hidden' },
  }, json ? destination : plainLines(destination));
}
