import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `assets/` of this package, from the sources' place or the built one. */
export function assetsFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'assets', 'pages.css');
    if (existsSync(candidate)) return dirname(candidate);
  }
  throw new Error('The folder assets/ is missing beside the program: install it again.');
}
