import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clock } from '../../src/kernel/time.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { tenantOfTest } from '../endpoints/interaction/visitor.ts';

/** A real SQLite database in a folder of its own. */
export interface Stores { readonly storage: Storage; readonly file: string; close(): Promise<void> }

/** Opens a new database, or with `file` a further connection to one, as another node would have. */
export async function openStores(clock: Clock, file?: string): Promise<Stores> {
  const at = file ?? join(await mkdtemp(join(tmpdir(), 'gatehouse-test-')), 'gatehouse.db');
  const storage = await openStorage({ kind: 'sqlite', file: at }, clock);
  if (file === undefined) await storage.tenants.insert(tenantOfTest());
  let open = true;
  return {
    storage, file: at,
    async close() {
      if (open) await storage.close();
      open = false;
      if (file === undefined) await rm(dirname(at), { recursive: true, force: true });
    },
  };
}
