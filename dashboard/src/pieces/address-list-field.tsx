import { Textarea } from '@mantine/core';
import type { ComponentProps } from 'react';
import { pageFacts } from '../session/page-facts.ts';
import { lintAddresses, type AddressUse } from './address-lint.ts';
import { Tag } from './tag.tsx';

interface AddressListFieldProps extends Omit<ComponentProps<typeof Textarea>, 'value'> { readonly value: string; readonly use: AddressUse }

/** A list of addresses, one to a line, with what is to be said about each below. */
export function AddressListField({ value, use, ...rest }: AddressListFieldProps) {
  const findings = lintAddresses(value, { use, development: pageFacts.development });
  return (
    <div>
      <Textarea value={value} autosize minRows={2} maxRows={10} dir="ltr" spellCheck={false} autoComplete="off" styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 'var(--fs-sm)' } }} {...rest} />
      {findings.length === 0 ? null : (
        <ul className="lint" aria-live="polite">
          {findings.map(({ level, address, words }, index) => <li key={`${index} ${address}`}><Tag kind={level}>{level === 'bad' ? 'Wrong' : 'Look'}</Tag><span><code>{address}</code> {words}.</span></li>)}
        </ul>
      )}
    </div>
  );
}
