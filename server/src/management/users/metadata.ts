import { invalidBody, type ManagementRefusal } from '../refusal.ts';

const deepest = 32;

/** Metadata is a record of anything; what no database should have to read is refused with its place. */
export function refuseMetadata(name: string, value: unknown, depth = 1): ManagementRefusal | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > deepest) return invalidBody(`${name} is nested deeper than ${deepest} levels.`);
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') return invalidBody(`${name} has a member __proto__.`);
    const refused = refuseMetadata(name, member, depth + 1);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

type Metadata = Readonly<Record<string, unknown>>;

/** Auth0: members of the first level are merged, null takes one away, and an empty record empties it. */
export function mergeMetadata(stored: Metadata, sent: Metadata | undefined): Metadata {
  if (sent === undefined) return stored;
  if (Object.keys(sent).length === 0) return {};
  return Object.fromEntries(Object.entries({ ...stored, ...sent }).filter(([, value]) => value !== null));
}
