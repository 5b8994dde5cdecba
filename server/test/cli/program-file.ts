import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const compiled = fileURLToPath(new URL('../../.tsbuildinfo', import.meta.url));
const bundled = fileURLToPath(new URL('../../bundle/server/main.js', import.meta.url));

/** The program as it is started and shipped. Throws when somebody compiled without bundling: a test would run yesterday's program. */
export function programFile(): string {
  const age = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (age(bundled) < age(compiled)) throw new Error('The bundle is older than the compiled files: npm run build');
  return bundled;
}
