const most = 10;
const isFloor = (folder) => /^server\/src\/[^/]+$/.test(folder) || folder === 'dashboard';
const lengthOf = (text) => text.trimEnd().split('\n').length;

/** The check of the house: every folder of the source says in at most ten lines what lives there and what never does. */
export const folderReadmes = {
  name: 'folders-say-what-lives-there',
  find: ({ folders, files, exists, read }) => folders.filter(isFloor).filter((folder) => files.some((file) => file.startsWith(`${folder}/`))).flatMap((folder) => {
    const file = `${folder}/README.md`;
    if (!exists(file)) return [{ file, message: 'is missing: what lives here, and what never does' }];
    return lengthOf(read(file)) <= most ? [] : [{ file, message: `has more than ${most} lines` }];
  }),
};
