/** Every page of an account and its path: the closed list of where a sign-in may lead back to. */
export const places = {
  'profile': '/account',
  'security': '/account/security',
  'password': '/account/password',
  'disowned': '/account/password?why=not_me',
  'devices': '/account/devices',
  'apps': '/account/apps',
  'activity': '/account/activity',
  'data': '/account/data',
  'delete': '/account/delete',
} as const satisfies Readonly<Record<string, string>>;

/** The name of a page of an account. */
export type Place = keyof typeof places;

/** A name of the list, or nothing: whatever else a transaction may say leads nowhere. */
export const placeOfName = (name: string | undefined): Place | undefined => (name !== undefined && Object.hasOwn(places, name) ? name as Place : undefined);
