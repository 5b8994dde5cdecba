import { ActionIcon } from '@mantine/core';
import { IconMenu2, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useSession } from '../session/session-context.ts';
import { navigation } from './navigation.ts';

interface SideBarProps { readonly tenant: string; readonly development: boolean; /** On a narrow screen: is the list shown? */ readonly open: boolean; readonly onToggle: () => void; readonly onGo: () => void }

/** Where one can go. On a narrow screen it is a bar with a button that shows the list. */
export function SideBar({ tenant, development, open, onToggle, onGo }: SideBarProps) {
  const { scopes } = useSession();
  return (
    <nav className={open ? 'side open' : 'side'} aria-label="Main">
      <div className="side-inner">
        <div className="side-head">
          <span className="side-mark" aria-hidden="true">G</span>
          <span className="side-name"><b>{tenant}</b>{development ? <span className="tag">Development</span> : null}</span>
          <ActionIcon className="side-toggle" onClick={onToggle} aria-expanded={open} aria-controls="places" aria-label={open ? 'Close the menu' : 'Open the menu'}>{open ? <IconX size={20} /> : <IconMenu2 size={20} />}</ActionIcon>
        </div>
        <div className="side-places" id="places">
          {navigation.map(({ title, places }) => (
            <section key={title} aria-label={title}>
              <p className="side-title" aria-hidden="true">{title}</p>
              <ul>
                {places.filter((place) => place.scopes.length === 0 || place.scopes.some((scope) => scopes.has(scope))).map(({ to, label, icon: Icon }) => (
                  <li key={to}><Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className="side-link" onClick={onGo}><Icon size={18} stroke={1.7} aria-hidden="true" />{label}</Link></li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </nav>
  );
}
