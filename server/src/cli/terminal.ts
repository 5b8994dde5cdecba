/** What a command may touch of the process. */
export interface Terminal {
  /** A result: to stdout, and nothing else goes there. */
  result(text: string): void;
  /** Progress and warnings: to stderr. */
  progress(text: string): void;
  /** Is stdout read by a person? */
  readonly interactive: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Asks the person one thing and answers the line that was typed; `undefined` where nobody sits there. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** All of standard input, for a password that shall not stand on the command line. */
  readInput(): Promise<string>;
  /** Resolves with the name of the first SIGTERM or SIGINT; a second one ends the process at once. */
  untilSignal(): Promise<string>;
}

async function askAtTerminal(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** Signals of one stop arrive within this time of one another. */
const repeatedSignalMs = 1000;

/** The terminal of this process. */
export function openTerminal(): Terminal {
  return {
    result: (text) => void process.stdout.write(`${text}\n`),
    progress: (text) => void process.stderr.write(`${text}\n`),
    interactive: process.stdout.isTTY,
    environment: process.env,
    cwd: process.cwd(),
    ask: process.stdin.isTTY && process.stdout.isTTY ? askAtTerminal : undefined,
    async readInput() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
    untilSignal: () => new Promise((resolve) => {
      let receivedAt: number | undefined;
      const onSignal = (signal: string) => {
        // A signal to the whole process group comes twice, from the system and from npm: only a later one is impatience.
        if (receivedAt !== undefined && performance.now() - receivedAt > repeatedSignalMs) process.exit(1);
        receivedAt ??= performance.now();
        resolve(signal);
      };
      process.on('SIGTERM', onSignal);
      process.on('SIGINT', onSignal);
    }),
  };
}
