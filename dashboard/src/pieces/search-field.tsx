import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

interface SearchFieldProps { readonly label: string; readonly placeholder: string; readonly value: string; readonly onSearch: (text: string) => void }

/** The search of a list. It asks a moment after the last key; / leads here. */
export function SearchField({ label, placeholder, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const ask = useDebouncedCallback(onSearch, 250);
  return (
    <TextInput
      className="search" type="search" aria-label={label} placeholder={placeholder} data-shortcut="search" leftSection={<IconSearch size={16} aria-hidden="true" />} h={40}
      value={text} onChange={(event) => { setText(event.currentTarget.value); ask(event.currentTarget.value.trim()); }}
    />
  );
}
