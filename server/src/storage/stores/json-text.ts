/**
 * JSON that both databases can look into. U+0000 and halves of surrogate pairs, which PostgreSQL takes for errors wherever it reads a member, become U+FFFD,
 * as U+0000 does in every other text.
 */
export const jsonText = (record: Readonly<Record<string, unknown>>): string => JSON.stringify(record, (_, value: unknown) => (isRecord(value) ? cleanNames(value) : typeof value === 'string' ? clean(value) : value));

/** Reads what `jsonText` wrote. */
export const parseRecord = (text: string): Readonly<Record<string, unknown>> => JSON.parse(text) as Readonly<Record<string, unknown>>;

const clean = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd');
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const cleanNames = (record: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(record).map(([name, value]) => [clean(name), value]));
