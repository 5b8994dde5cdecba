import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { Moment } from '../pieces/moment.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { Tag } from '../pieces/tag.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { dashboardClient } from '../session/client.ts';
import { useMay } from '../session/session-context.ts';
import { useSigningKeys, type SigningKey } from './key-queries.ts';

const order = ({ current, next, previous }: SigningKey) => (current ? 0 : next ? 1 : previous ? 2 : 3);
const inOrder = (keys: readonly SigningKey[]) => [...keys].sort((a, b) => order(a) - order(b) || a.alg.localeCompare(b.alg));

function State({ signing }: { readonly signing: SigningKey }) {
  if (signing.revoked) return <><Tag kind="bad">Revoked</Tag><div className="muted small"><Moment at={signing.revoked_at} /></div></>;
  if (signing.current) return <><Tag kind="ok">Signs now</Tag><div className="muted small">since <Moment at={signing.current_since} /></div></>;
  if (signing.next) return <><Tag kind="info">Next</Tag><div className="muted small">in the JWKS already, for whoever keeps it</div></>;
  return <><Tag>Before</Tag><div className="muted small">until <Moment at={signing.current_until} />; what it signed is still good</div></>;
}

/** D33: the keys that sign tokens. */
export function KeyList() {
  const query = useSigningKeys();
  const jwks = `${dashboardClient.issuer}.well-known/jwks.json`;
  return (
    <>
      <PageHead title="Keys" lead={<>What signs your tokens: of each algorithm one key now and one next. APIs find them in the JWKS: <a href={jwks} target="_blank" rel="noopener">{jwks}</a></>} actions={<Rotate />} />
      <Loaded query={query} what="list of keys">{(keys) => <Keys keys={inOrder(keys)} />}</Loaded>
    </>
  );
}

function useKeyChange(run: (kid: string) => Promise<unknown>, done: string) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: run, onSuccess: async () => { await queries.invalidateQueries({ queryKey: ['keys'] }); tellDone(done); } });
}

function Rotate() {
  const api = useApi();
  const rotation = useKeyChange(() => api.post('/keys/signing/rotate'), 'The next keys sign now');
  const mayRotate = useMay('update:signing_keys');
  const ask = () => modals.openConfirmModal({
    title: <b>Rotate the signing keys?</b>, labels: { confirm: 'Rotate keys', cancel: 'Keep them' }, onConfirm: () => rotation.mutate(''),
    children: <p>The next key of each algorithm signs from now on, and a new next one stands in the JWKS. Tokens of before stay good. An API that keeps the JWKS and never asks again would refuse the new ones.</p>,
  });
  if (!mayRotate) return null;
  return <>{rotation.isError ? <FailureNotice error={rotation.error} what="The keys were not rotated" takesFocus /> : null}<Button variant="default" loading={rotation.isPending} onClick={ask}>Rotate keys</Button></>;
}

function Keys({ keys }: { readonly keys: readonly SigningKey[] }) {
  const api = useApi();
  const revocation = useKeyChange((kid) => api.put(`/keys/signing/${segment(kid)}/revoke`), 'The key is revoked');
  const mayRevoke = useMay('update:signing_keys');
  const ask = ({ kid, alg }: SigningKey) => modals.openConfirmModal({
    title: <b>{`Revoke this key of ${alg}?`}</b>, labels: { confirm: 'Revoke key', cancel: 'Keep it' }, confirmProps: { color: 'red' }, onConfirm: () => revocation.mutate(kid),
    children: <p>Every token that it signed is refused at once, here and at APIs that read the JWKS. Do it when the key may be in somebody else’s hands.</p>,
  });
  const columns: readonly Column<SigningKey>[] = [
    { title: 'Algorithm', width: '130px', cell: ({ alg }) => <b>{alg}</b> },
    { title: 'State', width: '30%', cell: (signing) => <State signing={signing} /> },
    { title: 'Key ID', cell: ({ kid }) => <CopyValue value={kid} label="key ID" /> },
    ...(mayRevoke ? [{ title: '', width: '120px', cell: (signing: SigningKey) => (signing.revoked ? null : <Button variant="default" color="red" size="xs" h={32} disabled={revocation.isPending} onClick={() => ask(signing)} aria-label={`Revoke the key of ${signing.alg} ${signing.kid.slice(0, 6)}`}>Revoke</Button>) }] : []),
  ];
  return (
    <div className="stack">
      {revocation.isError ? <FailureNotice error={revocation.error} what="The key was not revoked" takesFocus /> : null}
      <RecordTable caption="Signing keys" columns={columns} rows={keys} keyOf={({ kid }) => kid} />
    </div>
  );
}
