import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ProjectFacts } from '../../guides/find-guides.ts';
import type { Ecosystem } from '../../guides/guide.ts';
import { CliFailure } from '../failure.ts';

interface Told { readonly name: string | undefined; readonly packages: readonly string[] }
interface Reader { readonly file: string; readonly ecosystem: Ecosystem; readonly read: (text: string) => Told }

const readers: readonly Reader[] = [
  { file: 'package.json', ecosystem: 'npm', read: readPackageJson },
  { file: 'pyproject.toml', ecosystem: 'python', read: readPyproject },
  { file: 'requirements.txt', ecosystem: 'python', read: (text) => ({ name: undefined, packages: pythonNames(text.split('\n')) }) },
  { file: 'go.mod', ecosystem: 'go', read: readGoMod },
  { file: 'pom.xml', ecosystem: 'java', read: readPom },
  { file: 'build.gradle', ecosystem: 'java', read: readGradle },
  { file: 'build.gradle.kts', ecosystem: 'java', read: readGradle },
];

/** The files that a project is known by. */
export const projectFiles = readers.map(({ file }) => file);

/** What the files of a folder say. Throws {@link CliFailure} where one of them can not be read. */
export async function readProject(folder: string): Promise<ProjectFacts> {
  const found = (await Promise.all(readers.map(async (reader) => {
    const text = await textOf(join(folder, reader.file));
    return text === undefined ? [] : [{ file: reader.file, ecosystem: reader.ecosystem, ...toldBy(reader, { text, folder }) }];
  }))).flat();
  return { name: found.find(({ name }) => name !== undefined)?.name ?? (basename(folder) || undefined), manifests: found.map(({ file, ecosystem, packages }) => ({ file, ecosystem, packages })) };
}

/** The text of a file; `undefined` where there is none. */
export async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CliFailure(`${path} can not be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`, { next: `ls -l ${path}` });
  }
}

function toldBy({ file, read }: Reader, { text, folder }: { readonly text: string; readonly folder: string }): Told {
  try {
    return read(text);
  } catch (error) {
    throw new CliFailure(`${join(folder, file)} is not well formed (${(error as Error).message}).`, { next: 'gatehouse setup --framework ID, after the file is mended' });
  }
}

function readPackageJson(text: string): Told {
  const { name, dependencies = {}, devDependencies = {} } = JSON.parse(text) as { readonly name?: unknown; readonly dependencies?: object; readonly devDependencies?: object };
  return { name: typeof name === 'string' && name !== '' ? name : undefined, packages: [...Object.keys(dependencies), ...Object.keys(devDependencies)] };
}

/** Names of Python packages are the same in capitals, with `_`, `.` and `-`. */
const pythonNames = (requirements: readonly string[]) => requirements.flatMap((line) => /^\s*([A-Za-z0-9][\w.-]*)/.exec(line)?.[1] ?? []).map((name) => name.toLowerCase().replace(/[-_.]+/g, '-'));

/** The arrays `dependencies = [...]` and the keys of Poetry's table: what is needed of TOML, and no more. */
function readPyproject(text: string): Told {
  const arrays = [...text.matchAll(/^\s*dependencies\s*=\s*\[((?:\s|"[^"]*"|'[^']*'|#[^\n]*|,)*)\]/gm)].flatMap(([, body = '']) => [...body.matchAll(/["']([^"']+)["']/g)].map(([, one = '']) => one));
  const poetry = [...text.matchAll(/^\[tool\.poetry\.dependencies\]\s*$([\s\S]*?)(?=^\[|(?![\s\S]))/gm)].flatMap(([, body = '']) => body.split('\n'));
  return { name: /^name\s*=\s*["']([^"']+)["']/m.exec(text)?.[1], packages: pythonNames([...arrays, ...poetry]) };
}

function readGoMod(text: string): Told {
  const packages = [...text.matchAll(/^\s*(?:require\s+)?([\w.-]+\.[\w.-]+\/\S+)\s+v/gm)].map(([, path = '']) => path);
  return { name: /^module\s+(\S+)/m.exec(text)?.[1]?.split('/').at(-1), packages };
}

function readPom(text: string): Told {
  const own = text.replace(/<parent>[\s\S]*?<\/parent>/, '');
  const artifacts = [...own.matchAll(/<artifactId>\s*([^<\s]+)\s*<\/artifactId>/g)].map(([, one = '']) => one);
  return { name: artifacts[0], packages: artifacts.slice(1) };
}

function readGradle(text: string): Told {
  return { name: undefined, packages: [...text.matchAll(/["'][\w.-]+:([\w.-]+)(?::[^"']*)?["']/g)].map(([, artifact = '']) => artifact) };
}
