import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The titles of all tests and of their groups, as they stand in the built tree. */
export async function testTitles(): Promise<readonly string[]> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.test.js'));
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  return texts.flatMap((text) => [...text.matchAll(/(?:test|it|describe)\(\s*(['"`])(.*?)\1/gs)].map((match) => match[2] ?? ''));
}
