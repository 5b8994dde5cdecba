import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Language } from '../../../server/src/kernel/languages.ts';
import { languageNames, tagsOf } from './language-names.ts';

interface LanguagesProps { /** Tags with a space between them. */ readonly value: string; readonly error: ReactNode; readonly readOnly: boolean; readonly onChange: (value: string) => void }

/** The languages of the hosted pages, and which one is told to who speaks none of them. */
export function Languages({ value, error, readOnly, onChange }: LanguagesProps) {
  const chosen = tagsOf(value);
  const toggle = (tag: Language) => onChange((chosen.includes(tag) ? chosen.filter((one) => one !== tag) : [...chosen, tag]).join(' '));
  const lead = (tag: string) => onChange([tag, ...chosen.filter((one) => one !== tag)].join(' '));
  return (
    <section className="card form-card" aria-label="Languages">
      <h2>Languages</h2>
      <fieldset className="choices"><legend>Languages of the pages</legend>
        <div className="row">{languageNames.map(([tag, name]) => <Checkbox key={tag} label={<span lang={tag}>{name}</span>} checked={chosen.includes(tag)} disabled={readOnly} onChange={() => toggle(tag)} />)}</div>
        {error === undefined || error === null ? null : <p className="note bad" role="alert">{error}</p>}
      </fieldset>
      <label className="select-field"><b>Told to people who speak none of them</b>
        <select value={chosen[0] ?? ''} disabled={readOnly} onChange={(event) => lead(event.currentTarget.value)}>{languageNames.filter(([tag]) => chosen.includes(tag)).map(([tag, name]) => <option key={tag} value={tag} lang={tag}>{name}</option>)}</select>
      </label>
    </section>
  );
}
