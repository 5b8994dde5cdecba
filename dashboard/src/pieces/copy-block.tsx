import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** Lines to be copied. They can be scrolled with the keyboard. `copies` is what is copied where the screen shows less. */
export function CopyBlock({ text, label, copies = text }: { readonly text: string; readonly label: string; readonly copies?: string }) {
  return (
    <div className="copy-block">
      <pre className="code" dir="ltr" tabIndex={0} role="group" aria-label={label}>{text}</pre>
      <CopyButton value={copies} timeout={2000}>
        {({ copied, copy }) => <ActionIcon variant="default" size={32} onClick={copy} aria-label={copied ? `Copied: ${label}` : `Copy: ${label}`}>{copied ? <IconCheck size={16} /> : <IconCopy size={16} />}</ActionIcon>}
      </CopyButton>
    </div>
  );
}
