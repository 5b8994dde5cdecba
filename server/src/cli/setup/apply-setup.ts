import { randomBytes } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { CliFailure } from '../failure.ts';
import type { House } from '../house.ts';
import type { SetupPlan } from './plan-setup.ts';
import { register } from './registration.ts';

/** A new file of secrets is for its owner alone. */
const ownersAlone = 0o600;

/**
 * Does what a plan says. The new file is written beside the old one before anything is registered, and takes its place after it: where the folder can't be written,
 * no application is left behind, and a run that is cut off leaves the old file whole.
 */
export async function applySetup(house: House, plan: SetupPlan): Promise<void> {
  const { environment, ignored } = plan;
  const target = await realpath(environment.path).catch(() => environment.path);
  const beside = `${target}.${randomBytes(6).toString('hex')}.new`;
  try {
    if (environment.text !== environment.before) await write(beside, { text: environment.text, mode: await modeOf(target) });
    if (ignored.text !== (ignored.before ?? '')) await write(ignored.path, { text: ignored.text });
    await register(house, plan.registration);
    if (environment.text !== environment.before) await rename(beside, target);
  } finally {
    await rm(beside, { force: true });
  }
}

async function write(path: string, { text, mode }: { readonly text: string; readonly mode?: number }): Promise<void> {
  try {
    await writeFile(path, text, mode === undefined ? {} : { mode });
  } catch (error) {
    throw new CliFailure(`${path} can not be written (${(error as NodeJS.ErrnoException).code ?? String(error)}); nothing was registered.`, { next: `ls -ld ${path.slice(0, path.lastIndexOf('/')) || '/'}` });
  }
}

const modeOf = (path: string) => stat(path).then(({ mode }) => mode & 0o777, () => ownersAlone);
