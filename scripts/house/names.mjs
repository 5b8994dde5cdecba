const drawers = /^(?:utils?|helpers?|commons?|misc|lib|libs|shared)$/i;
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const ours = /^(?:server\/(?:src|test|bench|bin)|dashboard\/src|scripts)(?:\/|$)/;

/** A name without its endings. */
const stemOf = (path) => path.split('/').at(-1).split('.')[0];

/** The check of the house: names say what is inside. */
export const names = {
  name: 'names-say-what-is-inside',
  find: ({ files, folders }) => [...folders, ...files].filter((path) => ours.test(path)).flatMap((path) => {
    const stem = stemOf(path);
    // The last word says what a thing is: `common-passwords` are passwords, `user-helpers` are a drawer.
    const drawer = stem.split('-').at(-1);
    if (drawers.test(drawer)) return [{ file: path, message: `"${drawer}" says nothing about what is inside; name the thing` }];
    const spelled = kebab.test(stem) || /^(?:README|INDEX)$/.test(stem);
    return spelled ? [] : [{ file: path, message: 'names of files and folders are kebab-case' }];
  }),
};
