/** The owner of somebody who is only trying: a sample like the others, so that production refuses to start with it. Nobody can sign in as it; only the browser that skipped is signed in. */
export const skippedOwner = { email: 'owner@localhost', name: 'Owner (set-up skipped)' } as const;
