import { linesOf } from './tree.mjs';

/** Places that exist on one machine only: somebody's home, a build machine's working copy. Not preceded by what makes it a part of a longer path. */
const patterns = [
  /(?<![\w.)}\]/-])\/(?:home|Users)\/[A-Za-z][\w.-]*\//,
  /(?<![\w.)}\]/-])\/root\//,
  /(?<![\w.)}\]/-])\/(?:work|workspace|workspaces|builds|actions-runner)\/[A-Za-z]/,
  /\b[A-Z]:\\Users\\/,
];
const isText = (path) => /\.(?:tsx?|mjs|cjs|js|json|md|sql|css|svg|html|ya?ml|sh)$|^\.ci\/|^[A-Z]+$/.test(path)
  && path !== 'package-lock.json' && !/^scripts\/house\/machine-paths\.mjs$|^server\/test\/house\//.test(path);

/** The check of the house: nothing that is only true on the machine of who wrote it. */
export const machinePaths = {
  name: 'no-machine-paths',
  find: ({ files, read }) => files.filter(isText).flatMap((file) => linesOf(read(file)).flatMap(({ line, number }) => {
    const found = patterns.map((pattern) => pattern.exec(line)?.[0]).find((match) => match !== undefined);
    return found === undefined ? [] : [{ file, line: number, message: `"${found}" is a path of one machine` }];
  })),
};
