const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
const exact = /^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** The check of the house: a lockfile names packages and their hashes, not the mirror that they came from. */
export const lockfile = {
  name: 'lockfile-names-no-mirror',
  find: ({ exists, read }) => (exists('package-lock.json') ? Object.entries(JSON.parse(read('package-lock.json')).packages) : [])
    .filter(([, { resolved }]) => /^[a-z+]+:\/\//i.test(resolved ?? ''))
    .map(([path]) => ({ file: 'package-lock.json', message: `${path} has a "resolved" address; remove it (npm config set omit-lockfile-registry-resolved true)` })),
};

/** The check of the house: what was tried is what is installed. */
export const exactVersions = {
  name: 'versions-are-exact',
  find: ({ files, read }) => files.filter((file) => /^(?:(?:server|dashboard)\/)?package\.json$/.test(file)).flatMap((file) => {
    const manifest = JSON.parse(read(file));
    return kinds.flatMap((kind) => Object.entries(manifest[kind] ?? {})).filter(([, version]) => !exact.test(version))
      .map(([name, version]) => ({ file, message: `${name} ${version}: write the exact version that was tried` }));
  }),
};
