import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ManagementToken } from '../api/records.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { Moment } from '../pieces/moment.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { useMay } from '../session/session-context.ts';
import { useTokenRevoking, useTokens } from './token-queries.ts';

const facts: readonly Column<ManagementToken>[] = [
  { title: 'Name', width: '24%', cell: ({ name }) => name },
  { title: 'May', cell: ({ scope }) => <code>{scope.join(' ')}</code> },
  { title: 'Ends', width: '170px', cell: ({ expires_at: at }) => <Moment at={at} /> },
];

/** The living tokens of the tenant that were made by administrators and programs, with the way to end each. */
export function TokenList() {
  const mayRead = useMay('read:management_tokens');
  const mayRevoke = useMay('delete:management_tokens');
  const tokens = useTokens({ enabled: mayRead });
  const revoking = useTokenRevoking();
  const ask = (token: ManagementToken) => modals.openConfirmModal({ title: <b>Revoke “{token.name}”?</b>, children: <p>Whoever uses it is refused from the next call on. This can not be taken back.</p>, labels: { confirm: 'Revoke', cancel: 'Keep it' }, confirmProps: { color: 'red' }, onConfirm: () => revoking.mutate(token) });
  const columns = mayRevoke ? [...facts, { title: '', width: '110px', cell: (token: ManagementToken) => <Button variant="default" size="xs" h={32} disabled={revoking.isPending} onClick={() => ask(token)} aria-label={`Revoke ${token.name}`}>Revoke</Button> }] : facts;
  if (!mayRead) return null;
  return (
    <section className="stack" aria-labelledby="tokens-head">
      <h2 id="tokens-head">Tokens that live</h2>
      {revoking.isError ? <FailureNotice error={revoking.error} what="The token was not revoked" takesFocus /> : null}
      <Loaded query={tokens} what="list of tokens">
        {(all) => (all.length === 0 ? <EmptyState title="No token">What you generate above is listed here until it ends, and can be revoked.</EmptyState> : <RecordTable caption="Tokens" columns={columns} rows={all} keyOf={({ id }) => id} />)}
      </Loaded>
    </section>
  );
}
