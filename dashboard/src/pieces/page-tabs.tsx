import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

interface PageTabsProps { readonly label: string; readonly tabs: readonly { readonly id: string; readonly title: string }[]; readonly now: string }

/** Parts of one page, each with an address of its own: links, so that they can be kept and shared. The first needs no word in the address. */
export function PageTabs({ label, tabs, now }: PageTabsProps) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => { bar.current?.querySelector('.now')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }); }, [now]);
  return (
    <nav className="tabs" aria-label={label} ref={bar}>
      {tabs.map(({ id, title }, index) => (
        <Link key={id} to="." search={index === 0 ? {} : { tab: id } as never} className={id === now ? 'tab now' : 'tab'} aria-current={id === now ? 'page' : undefined}>{title}</Link>
      ))}
    </nav>
  );
}
