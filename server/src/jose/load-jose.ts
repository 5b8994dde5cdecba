let loaded: Promise<typeof import('jose')> | undefined;

/** The package, loaded when it is first needed: a server that only signs does without. */
export const loadJose = () => (loaded ??= import('jose'));
