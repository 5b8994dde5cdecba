import { Button } from '@mantine/core';
import { pageSizes, type Paging } from './list-search.ts';

interface PagerProps { readonly paging: Paging; readonly shown: number; readonly total: number; /** What the rows are, as in “users”. */ readonly what: string }

/** Which rows of how many, how many on a page, and the pages beside. */
export function Pager({ paging: { page, size, turn, resize }, shown, total, what }: PagerProps) {
  const first = page * size;
  return (
    <div className="spread pager">
      <span className="muted small" role="status">{total === 0 ? 'No rows' : shown === 0 ? `Nothing on this page; there are ${total} ${what}` : `${first + 1}–${first + shown} of ${total} ${what}`}</span>
      <span className="row">
        {total <= Math.min(...pageSizes) ? null : (
          <label className="row small muted">Rows on a page <select className="select compact" value={size} onChange={(event) => resize(Number(event.currentTarget.value))}>{pageSizes.map((one) => <option key={one} value={one}>{one}</option>)}</select></label>
        )}
        {total <= size && page === 0 ? null : (
          <>
            <Button variant="default" size="xs" h={36} disabled={page === 0} onClick={() => turn(page - 1)}>Previous</Button>
            <Button variant="default" size="xs" h={36} disabled={first + shown >= total} onClick={() => turn(page + 1)}>Next</Button>
          </>
        )}
      </span>
    </div>
  );
}
