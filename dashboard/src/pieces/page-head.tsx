import { Link, type LinkProps } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { pageFacts } from '../session/page-facts.ts';

interface PageHeadProps { readonly title: string; readonly lead?: ReactNode; /** The list that the page belongs to. */ readonly up?: { readonly to: NonNullable<LinkProps['to']>; readonly label: string }; readonly actions?: ReactNode }

/** The heading of a page; the title of the window follows it. */
export function PageHead({ title, lead, up, actions }: PageHeadProps) {
  useEffect(() => { document.title = `${title} | ${pageFacts.name}`; }, [title]);
  return (
    <div className="page-head">
      <div className="page-head-words">
        {up === undefined ? null : <Link className="up" to={up.to}><span aria-hidden="true">←</span> {up.label}</Link>}
        <h1>{title}</h1>
        {lead === undefined ? null : <p className="muted">{lead}</p>}
      </div>
      {actions === undefined ? null : <div className="row">{actions}</div>}
    </div>
  );
}
