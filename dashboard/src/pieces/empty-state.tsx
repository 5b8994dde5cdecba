import type { ReactNode } from 'react';

interface EmptyStateProps { readonly title: string; readonly children: ReactNode; readonly action?: ReactNode; /** A page of the documentation that says more: its address below /docs/, and its words. */ readonly docs?: readonly [page: string, words: string] }

/** A list without rows: what would stand here, and the one thing to do about it. */
export function EmptyState({ title, children, action, docs }: EmptyStateProps) {
  return (
    <div className="card empty">
      <h2>{title}</h2>
      <p className="muted">{children}</p>
      {action}
      {docs === undefined ? null : <a className="small" href={`/docs/${docs[0]}`} target="_blank" rel="noopener">{docs[1]}</a>}
    </div>
  );
}
