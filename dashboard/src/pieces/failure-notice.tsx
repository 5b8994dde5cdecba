import { Button } from '@mantine/core';
import { ApiFailure } from '../api/api-failure.ts';
import { useEffect, useRef } from 'react';

interface FailureNoticeProps { readonly error: unknown; /** What was being done, as in “The application was not saved”. */ readonly what: string; readonly onRetry?: () => void; /** Reading goes on here when it appears. */ readonly takesFocus?: boolean }

/** A call that failed: what was sent, what the server says about it, and the number under which its log has it. */
export function FailureNotice({ error, what, onRetry, takesFocus = false }: FailureNoticeProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { if (takesFocus) box.current?.focus(); }, [takesFocus, error]);
  const facts = error instanceof ApiFailure ? error.facts : undefined;
  return (
    <div className="note bad" role="alert" tabIndex={-1} ref={box}>
      <p><b>{what}.</b> {error instanceof Error ? error.message : 'Nobody knows why.'}</p>
      {facts === undefined ? null : (
        <p className="small note-facts">
          <span>Sent: <code>{facts.method} /api/v2{facts.path}</code></span>
          <span>Answer: <code>{facts.status}{facts.code === undefined ? '' : ` ${facts.code}`}</code></span>
          {facts.requestId === undefined ? null : <span>Request: <code>{facts.requestId}</code></span>}
        </p>
      )}
      {onRetry === undefined ? null : <Button variant="default" size="xs" h={32} onClick={onRetry}>Retry</Button>}
    </div>
  );
}
