import { ActionIcon, Menu, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconHelp, IconLogout, IconMoon, IconSearch, IconSun, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useSession } from '../session/session-context.ts';

/** Search, help, the theme, and who is signed in. */
export function TopBar({ onSearch }: { readonly onSearch: () => void }) {
  return (
    <header className="top">
      <UnstyledButton className="top-search" onClick={onSearch} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={16} aria-hidden="true" /><span>Search or jump to …</span><kbd aria-hidden="true">Ctrl K</kbd>
      </UnstyledButton>
      <ActionIcon component="a" href="/docs/" target="_blank" rel="noopener" aria-label="Documentation"><IconHelp size={20} aria-hidden="true" /></ActionIcon>
      <ThemeSwitch />
      <Account />
    </header>
  );
}

function ThemeSwitch() {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  return <ActionIcon onClick={() => setColorScheme(dark ? 'light' : 'dark')} aria-label={dark ? 'Use the light theme' : 'Use the dark theme'}>{dark ? <IconSun size={20} /> : <IconMoon size={20} />}</ActionIcon>;
}

function Account() {
  const { person, signOut } = useSession();
  return (
    <Menu position="bottom-end" width={240} transitionProps={{ duration: 0 }}>
      <Menu.Target><ActionIcon aria-label={`Your account: ${person.name}`}><span className="initial" aria-hidden="true">{person.name.slice(0, 1).toUpperCase()}</span></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <div className="who"><b>{person.name}</b>{person.email === undefined || person.email === person.name ? null : <span className="muted small">{person.email}</span>}</div>
        <Menu.Item component={Link} to="/profile" leftSection={<IconUserCircle size={18} />}>Profile and theme</Menu.Item>
        <Menu.Item onClick={signOut} leftSection={<IconLogout size={18} />}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
