import { Button, Switch, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { shortcutsAreOn, switchShortcuts } from '../frame/shortcut-choice.ts';
import { ShortcutList } from '../frame/shortcut-list.tsx';
import { ChoiceGroup } from '../pieces/choice-group.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { useSession } from '../session/session-context.ts';

const themes = [
  { value: 'auto', title: 'As the system', words: 'Light or dark, as this device has it.' },
  { value: 'light', title: 'Light', words: 'Always light.' },
  { value: 'dark', title: 'Dark', words: 'Always dark.' },
] as const;

/** D41: who is signed in, and how the dashboard looks for them in this browser. */
export function ProfilePage() {
  const { person, scopes, signOut } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="form">
      <PageHead title="Profile" />
      <section className="card form-card" aria-label="You">
        <h2>You</h2>
        <dl className="facts"><dt>Name</dt><dd>{person.name}</dd><dt>Email</dt><dd>{person.email ?? 'none'}</dd><dt>User ID</dt><dd><code>{person.id}</code></dd></dl>
        <div className="row"><Button component="a" href="/account" variant="default">Password, devices and data</Button><Button variant="default" onClick={signOut}>Sign out</Button></div>
      </section>
      <section className="card form-card" aria-label="Theme"><ChoiceGroup legend="Theme" name="theme" choices={themes} value={colorScheme} onChange={setColorScheme} /></section>
      <Shortcuts />
      <details className="card pad"><summary>What you may do ({scopes.size} permissions)</summary><ul className="plain-list">{[...scopes].sort().map((scope) => <li key={scope}><code>{scope}</code></li>)}</ul></details>
    </div>
  );
}

function Shortcuts() {
  const [on, setOn] = useState(shortcutsAreOn);
  const choose = (next: boolean) => { switchShortcuts(next); setOn(next); };
  return (
    <section className="card form-card" aria-label="Shortcuts">
      <h2>Shortcuts</h2>
      <Switch label="Shortcuts of single keys" checked={on} onChange={(event) => choose(event.currentTarget.checked)} />
      <ShortcutList />
    </section>
  );
}
