/** Sorts after every key: keys begin with hex digits. */
export const newestKey = 'g';
