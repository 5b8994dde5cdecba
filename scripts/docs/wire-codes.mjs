import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * With which error codes of the wire each reason is answered, read from the places of the sources that refuse: `invalidGrant('code.unknown')` and `new Refusal('access_denied', 'login.blocked')`.
 * Answers reason → set of codes; a reason whose code is chosen at run time has none.
 */
export function findWireCodes(source, isReason) {
  const found = new Map();
  const add = (reason, code) => found.set(reason, (found.get(reason) ?? new Set()).add(code));
  const refusing = new Set([...readFileSync(join(source, 'protocol/vocabulary/errors.ts'), 'utf8').matchAll(/export const (\w+) = refusing\('/g)].map(([, name]) => name));
  const files = readdirSync(source, { recursive: true }).filter((file) => /\.tsx?$/.test(file) && !file.startsWith('kernel'));
  for (const file of files) {
    const text = readFileSync(join(source, file), 'utf8');
    for (const [, name, reason] of text.matchAll(/\b(\w+)\('([a-z_]+\.[a-z0-9_]+)'/g)) if (refusing.has(name) && isReason(reason)) add(reason, snake(name));
    for (const [, code, reason] of text.matchAll(/\bRefusal\('([a-z_]+)',\s*'([a-z_]+\.[a-z0-9_]+)'/g)) if (isReason(reason)) add(reason, code);
  }
  return found;
}
