import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { ExportAssignment } from '../../identity/ports/job-store.ts';
import { writePeople } from '../../jobs/exports/write-people.ts';
import type { Call, Command } from '../call.ts';
import { CliFailure, wrongUse } from '../failure.ts';
import type { House } from '../house.ts';
import { withHouse } from './with-house.ts';

const usage = 'gatehouse users export people.json';

/** `gatehouse users export <file>`: everybody of the default tenant, one JSON object per line, or a table. The file is there when it is whole; its owner alone may read it. */
export const usersExport: Command = async (call) => {
  const file = call.args[0] ?? '';
  const assignment: ExportAssignment = { kind: 'users_export', connection: undefined, format: formatOf(file, call), limit: undefined, fields: undefined };
  return withHouse(call, async (house, { json }) => {
    const part = `${file}.part`;
    const handle = await begin(file, part);
    try {
      const users = await writeAll(handle, assignment, house);
      await handle.sync();
      await rename(part, file);
      call.terminal.result(json ? JSON.stringify({ file, format: assignment.format, users }) : `${users} people in ${file}`);
      return 0;
    } finally {
      await handle.close();
      await rm(part, { force: true });
    }
  });
};

function formatOf(file: string, { options }: Call): ExportAssignment['format'] {
  const asked = options['format'];
  if (asked === 'json' || asked === 'csv') return asked;
  return file.endsWith('.csv') ? 'csv' : 'json';
}

/** Nothing that is there is written over. */
async function begin(file: string, part: string): Promise<FileHandle> {
  const there = await open(file).then(async (handle) => { await handle.close(); return true; }, () => false);
  if (there) throw new CliFailure(`${file} is there already.`, { next: usage });
  try {
    return await open(part, 'wx', 0o600);
  } catch (error) {
    throw wrongUse(`${file} can not be written (${(error as NodeJS.ErrnoException).code ?? ''}).`, usage);
  }
}

async function writeAll(handle: FileHandle, assignment: ExportAssignment, { storage, defaultTenant: tenant }: House): Promise<number> {
  let total = 0;
  for (let after = '', last = false; !last;) {
    const page = await writePeople(tenant.id, { assignment, after, total }, storage);
    await handle.write(page.text);
    ({ after, last } = page);
    total += page.count;
  }
  return total;
}
