const fresh = new Map<string, string>();

/** Keeps a secret that was made in this moment, so that guides can be copied with it; in memory alone, until the page is left. */
export function keepFreshSecret(clientId: string, secret: string): void {
  fresh.set(clientId, secret);
}

/** The secret of an application, where it was made since the page was opened: the server itself keeps a hash. */
export const freshSecretOf = (clientId: string): string | undefined => fresh.get(clientId);
