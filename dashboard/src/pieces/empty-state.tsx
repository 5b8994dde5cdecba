import type { ReactNode } from 'react';

interface EmptyStateProps { readonly title: string; readonly children: ReactNode; readonly action?: ReactNode }

/** A list without rows: what would stand here, and the one thing to do about it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="card empty">
      <h2>{title}</h2>
      <p className="muted">{children}</p>
      {action}
    </div>
  );
}
