import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { PageHead } from '../pieces/page-head.tsx';

/** The page itself failed, or a part of it could not be loaded: often the server was updated since this window was opened. */
export function PageCrashed({ error }: ErrorComponentProps) {
  return (
    <div className="stack">
      <PageHead title="This page failed" lead="Something failed in the dashboard itself; nothing was changed. Load the page again. After an update of the server that is all it needs." />
      <p className="muted">What the browser said: <code>{error instanceof Error ? error.message : 'nothing'}</code></p>
      <div><Button onClick={() => location.reload()}>Load again</Button></div>
    </div>
  );
}
