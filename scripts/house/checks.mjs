import { folderReadmes } from './folder-readmes.mjs';
import { machinePaths } from './machine-paths.mjs';
import { names } from './names.mjs';
import { exactVersions, lockfile } from './packages.mjs';
import { specIndex } from './spec-index.mjs';
import { specReferences } from './spec-references.mjs';
import { readTree } from './tree.mjs';

export const checks = [specReferences, specIndex, names, folderReadmes, machinePaths, lockfile, exactVersions];

/** Every finding of every check in the repository at this root: `{ rule, file, line, message }`. */
export function findAll(root) {
  const tree = readTree(root);
  return checks.flatMap(({ name, find }) => find(tree).map((finding) => ({ rule: name, ...finding })));
}
