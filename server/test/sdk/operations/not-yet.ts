/** Operations of the first tier that are not there, each with the reason. Who adds one moves it into a table of calls: the test holds this list to be exact. */
export const notYet: Readonly<Record<string, string>> = {
};
