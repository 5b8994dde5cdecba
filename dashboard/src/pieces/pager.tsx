import { Button } from '@mantine/core';

interface PagerProps { /** From 0 on. */ readonly page: number; readonly size: number; readonly shown: number; readonly total: number; readonly onPage: (page: number) => void }

/** Which rows of how many, and the pages beside. */
export function Pager({ page, size, shown, total, onPage }: PagerProps) {
  const first = page * size;
  return (
    <div className="spread pager">
      <span className="muted small" role="status">{total === 0 ? 'No rows' : `${first + 1}–${first + shown} of ${total}`}</span>
      {total <= size && page === 0 ? null : (
        <span className="row">
          <Button variant="default" size="xs" h={36} disabled={page === 0} onClick={() => onPage(page - 1)}>Previous</Button>
          <Button variant="default" size="xs" h={36} disabled={first + shown >= total} onClick={() => onPage(page + 1)}>Next</Button>
        </span>
      )}
    </div>
  );
}
