import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json'))) return folder;
  return findRoot(dirname(folder));
}

/** The folder of the repository. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The sources of this server's Node, wherever it was compiled to. */
export const fromRoot = (path: string) => join(root, path);

/** A script of the house as a module; what it exports is said by who loads it. */
export const loadScript = async <Exports>(path: string): Promise<Exports> => import(pathToFileURL(fromRoot(`scripts/${path}`)).href) as Promise<Exports>;

export interface Tree {
  readonly folder: string;
  remove(): void;
}

/** A repository of its own in a temporary folder: paths and their texts. */
export function plantTree(files: Readonly<Record<string, string>>): Tree {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-seed-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A file of the repository, for a tree that needs the same one. */
export const textOf = (path: string) => readFileSync(fromRoot(path), 'utf8');
