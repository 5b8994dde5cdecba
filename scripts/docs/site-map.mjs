import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The first page of a folder. */
const index = 'README.md';
export const isIndex = (file) => posix.basename(file) === index;

/** `quickstarts/go.md` → `/docs/quickstarts/go`; a README is the folder itself. */
export const addressOf = (file) => `/docs/${isIndex(file) ? file.slice(0, -index.length) : file.slice(0, -'.md'.length)}`;

/** Below which name the page lies in the built site, without its ending. */
export const nameOf = (file) => (isIndex(file) ? `${file.slice(0, -index.length)}index` : file.slice(0, -'.md'.length));

/** Every page that is written by hand or by another script: `{ file, text }`. */
export function readPages(folder) {
  return readdirSync(folder, { recursive: true }).map((file) => file.replaceAll('\\', '/')).filter((file) => file.endsWith('.md')).sort().map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

/**
 * The groups of the navigation, as docs/navigation.json orders them: `{ title, folder, folded, files }`. What a group does not name follows in the order of its names,
 * a folder that no group has comes last, and a group without pages is left out.
 */
export function readGroups(folder, files) {
  const plan = JSON.parse(readFileSync(join(folder, 'navigation.json'), 'utf8'));
  const named = new Set(plan.flatMap(({ pages = [] }) => pages));
  const groups = plan.map(({ title, pages = [], folder: own, folded = false }) => {
    const others = own === undefined ? [] : files.filter((file) => posix.dirname(file) === own && !named.has(file) && file !== index);
    return { title, folder: own, folded, files: [...others.filter(isIndex), ...pages.filter((file) => files.includes(file)), ...others.filter((file) => !isIndex(file))] };
  });
  const homeless = files.filter((file) => !groups.some((group) => group.files.includes(file)));
  const folders = [...new Set(homeless.map((file) => posix.dirname(file)))];
  const found = folders.map((own) => ({ title: titleOf(own), folder: own, folded: false, files: homeless.filter((file) => posix.dirname(file) === own).sort((one, other) => isIndex(other) - isIndex(one)) }));
  return [...groups, ...found].filter((group) => group.files.length > 0);
}

const titleOf = (folder) => `${folder[0].toUpperCase()}${folder.slice(1).replaceAll(/[-/]/g, ' ')}`;
