import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { JsonView } from './json-view.tsx';

interface ShowAsJsonProps { readonly value: object; /** What it is, as in “application”. */ readonly what: string; /** Where the Management API has it. */ readonly path: string }

/** A thing as the Management API answers it, to be copied. */
export function ShowAsJson({ value, what, path }: ShowAsJsonProps) {
  const [opened, open] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => open(true)}>Show as JSON</Button>
      <Modal opened={opened} onClose={() => open(false)} size="lg" title={<b>{`The ${what} as JSON`}</b>} closeButtonProps={{ 'aria-label': 'Close' }}>
        <div className="stack">
          <p className="muted">What is saved, as <code>GET /api/v2{path}</code> answers it.</p>
          <JsonView value={value} label={`The ${what} as JSON`} />
        </div>
      </Modal>
    </>
  );
}
