import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { CopyValue } from './copy-value.tsx';

interface NewSecretProps { readonly secret: string; readonly onDone: () => void }

/** A secret that was made in this moment. It is shown here and nowhere again, so the window closes by its own button alone. */
export function NewSecret({ secret, onDone }: NewSecretProps) {
  const [shown, show] = useState(false);
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={<b>Keep the client secret now</b>} size="lg">
      <div className="stack">
        <p>It stands here once. The server keeps a hash of it and can not show it again; a lost one is replaced by rotating it.</p>
        <div className="card pad spread">
          {shown ? <CopyValue value={secret} label="client secret" /> : <span className="copy-value"><code>{'•'.repeat(24)}{secret.slice(-4)}</code></span>}
          <Button variant="default" size="xs" h={32} onClick={() => show(!shown)}>{shown ? 'Hide' : 'Show'}</Button>
        </div>
        <Group justify="flex-end"><CopyAndClose secret={secret} onDone={onDone} /></Group>
      </div>
    </Modal>
  );
}

function CopyAndClose({ secret, onDone }: NewSecretProps) {
  const copy = async () => {
    await navigator.clipboard.writeText(secret).catch(() => undefined);
    onDone();
  };
  return (
    <>
      <Button variant="default" onClick={onDone}>I have it, close</Button>
      <Button data-autofocus onClick={() => { void copy(); }}>Copy and close</Button>
    </>
  );
}
