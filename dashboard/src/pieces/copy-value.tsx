import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** A value that is copied rather than typed. `label` names it, as in “client ID”. */
export function CopyValue({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <span className="copy-value">
      <code dir="ltr">{value}</code>
      <CopyButton value={value} timeout={2000}>
        {({ copied, copy }) => <ActionIcon size={28} onClick={copy} aria-label={copied ? `Copied the ${label}` : `Copy the ${label}`}>{copied ? <IconCheck size={16} /> : <IconCopy size={16} />}</ActionIcon>}
      </CopyButton>
    </span>
  );
}
