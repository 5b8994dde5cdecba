import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/**
 * From here on modules come compiled from the data folder, as the last process left them there when it ended; a tenth of every start.
 * The data folder is for this user alone (what lies in it is run), which is why it is not the folder for temporary files. Where it can't be written there is no cache.
 */
export function openCompileCache(data: string): void {
  const folder = join(data, 'compiled');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    enableCompileCache(folder);
  } catch {
    // A folder that can't be made is told by who needs it.
  }
}
