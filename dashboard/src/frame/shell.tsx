import { Outlet, useRouterState } from '@tanstack/react-router';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { pageFacts } from '../session/page-facts.ts';
import { useSession } from '../session/session-context.ts';
import { NoAccess } from './no-access.tsx';
import { SideBar } from './side-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const ShortcutHelp = lazy(async () => ({ default: (await import('./shortcut-help.tsx')).ShortcutHelp }));

/** After another page is opened with the keyboard, reading goes on at its heading. */
function useFocusOnPage() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const first = useRef(true);
  useEffect(() => {
    if (first.current) { first.current = false; return; }
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [path]);
}

/** Side bar, top bar and the page between them. */
export function Shell() {
  const { scopes } = useSession();
  const [searching, search] = useDisclosure(false);
  const [menu, toggle] = useDisclosure(false);
  const [helping, help] = useDisclosure(false);
  useShortcuts({ onSearch: search.open, onHelp: help.open });
  useFocusOnPage();
  const administers = [...scopes].some((scope) => scope.startsWith('read:'));
  return (
    <div className="shell">
      <a className="skip" href="#content">Skip to content</a>
      <SideBar tenant={pageFacts.name} development={pageFacts.development} open={menu} onToggle={toggle.toggle} onGo={toggle.close} />
      <div className="shell-main">
        <TopBar onSearch={search.open} />
        <main className="content" id="content" tabIndex={-1}>{administers ? <Outlet /> : <NoAccess wanted="a role of an administrator" />}</main>
      </div>
      <Suspense fallback={null}>{searching ? <Palette onClose={search.close} /> : null}{helping ? <ShortcutHelp onClose={help.close} /> : null}</Suspense>
    </div>
  );
}
