/** The databases that are spoken to. */
export type DialectName = 'sqlite' | 'postgres';
