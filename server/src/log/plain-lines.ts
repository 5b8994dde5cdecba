import type { DestinationStream } from 'pino';

interface Line { readonly time?: string; readonly level?: string; readonly msg?: string; readonly err?: { readonly stack?: string }; readonly [key: string]: unknown }

/** Turns the JSON lines of the logger into lines for people: time, level, message, the rest as `key=value`, and the stack of an error below. */
export function plainLines(destination: DestinationStream): DestinationStream {
  return { write(text) { destination.write(`${renderLine(JSON.parse(text) as Line)}\n`); } };
}

function renderLine({ time, level, msg, err, ...rest }: Line): string {
  const facts = Object.entries(rest).map(([key, value]) => `${key}=${typeof value === 'string' && /^[^\s"]+$/.test(value) ? value : JSON.stringify(value)}`);
  const head = [time?.slice(11, 23), level?.padEnd(5), msg, ...facts].filter((part) => part !== undefined && part !== '').join(' ');
  return printable(err?.stack === undefined ? head : `${head}\n${err.stack}`);
}

/** Nothing that a client sent may move the cursor or forge a line; the line breaks of a stack stay. */
const printable = (text: string) => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?');
