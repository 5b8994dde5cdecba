import type { ReactNode } from 'react';

/** A word with a tint; the word alone says what is meant. */
export function Tag({ kind = 'plain', children }: { readonly kind?: 'plain' | 'ok' | 'bad' | 'warn' | 'info'; readonly children: ReactNode }) {
  return <span className={kind === 'plain' ? 'tag' : `tag ${kind}`}>{children}</span>;
}
