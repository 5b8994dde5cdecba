import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const left = /^(?:node_modules|dist|coverage|\.git|\.gatehouse|\.build-.*)$/;

/** The files of a repository that people wrote, as paths from its root with `/`, and a reader of their text. */
export function readTree(root) {
  const texts = new Map();
  const read = (path) => {
    if (!texts.has(path)) texts.set(path, readFileSync(join(root, path), 'utf8'));
    return texts.get(path);
  };
  const entries = walk(root, '');
  return {
    files: entries.filter(({ folder }) => !folder).map(({ path }) => path),
    folders: entries.filter(({ folder }) => folder).map(({ path }) => path),
    read,
    exists: (path) => existsSync(join(root, path)),
  };
}

function walk(root, under) {
  return readdirSync(join(root, under), { withFileTypes: true })
    .filter(({ name }) => !left.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      return entry.isDirectory() ? [{ path, folder: true }, ...walk(root, path)] : [{ path, folder: false }];
    });
}

/** Every line of a text with its number from 1. */
export const linesOf = (text) => text.split('\n').map((line, index) => ({ line, number: index + 1 }));
