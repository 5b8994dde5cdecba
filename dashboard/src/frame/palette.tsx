import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent } from 'react';
import { usePaletteEntries, type PaletteEntry } from './palette-entries.ts';

/** Search over pages, actions, applications, APIs, people and the documentation: arrows choose, Enter goes there. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const entries = usePaletteEntries(text);
  const { history } = useRouter();
  const list = useId();
  const chosen = Math.min(at, Math.max(entries.length - 1, 0));
  const go = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    onClose();
    if (entry.outside === true) window.open(entry.href, '_blank', 'noopener');
    else history.push(`/dashboard${entry.href}`);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((chosen + (event.key === 'ArrowDown' ? 1 : entries.length - 1)) % Math.max(entries.length, 1));
    } else if (event.key === 'Enter') go(entries[chosen]);
  };
  return (
    <Modal opened onClose={onClose} withCloseButton={false} size="lg" padding={0} yOffset="12vh" centered={false} attributes={{ content: { 'aria-label': 'Search or jump to' } }}>
      <TextInput
        data-autofocus variant="unstyled" size="md" placeholder="Applications, APIs, people, pages" aria-label="Search or jump to" className="palette-input" leftSection={<IconSearch size={18} />}
        role="combobox" aria-expanded="true" aria-controls={list} aria-autocomplete="list" aria-activedescendant={entries.length === 0 ? undefined : `${list}-${chosen}`}
        value={text} onChange={(event) => { setText(event.currentTarget.value); setAt(0); }} onKeyDown={press}
      />
      <ul className="palette" id={list} role="listbox" aria-label="Found">
        {entries.map((entry, index) => (
          <li key={entry.href} id={`${list}-${index}`} role="option" aria-selected={index === chosen} onMouseEnter={() => setAt(index)} onClick={() => go(entry)}>
            <span>{entry.label}</span><span className="small">{entry.kind}</span>
          </li>
        ))}
      </ul>
      {entries.length === 0 ? <p className="palette-none" role="status">Nothing is called like this.</p> : null}
    </Modal>
  );
}
