/** What one check of `gatehouse doctor` found: one row of its table. */
export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do about it; for everything but `ok`. */
  readonly fix: string | undefined;
}

/** All is well. */
export const ok = (check: string, detail: string): Finding => ({ check, state: 'ok', detail, fix: undefined });
/** Works, but not as it should. */
export const warn = (check: string, detail: string, fix: string): Finding => ({ check, state: 'warn', detail, fix });
/** Does not work: the exit code is 1. */
export const fail = (check: string, detail: string, fix: string): Finding => ({ check, state: 'fail', detail, fix });

/** The words of an error that are worth showing: its message, or its code where the message is empty. */
export function wordsOf(error: unknown): string {
  const { message, code, errors } = error as { readonly message?: string; readonly code?: string; readonly errors?: readonly unknown[] };
  if (message !== undefined && message !== '') return message;
  return errors?.[0] === undefined ? code ?? 'unknown error' : wordsOf(errors[0]);
}
