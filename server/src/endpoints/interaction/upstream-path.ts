/** Where the way to another provider begins, for a sign-in that waits under `state`. */
export const upstreamPath = (state: string, connection: string): string => `/u/login/connection?${new URLSearchParams({ state, connection }).toString()}`;
