import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Identity, User } from '../api/records.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { Tag } from '../pieces/tag.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';
import { LinkIdentity } from './link-identity.tsx';
import { accountOf, nameOfProvider } from './user-words.ts';

const whoOf = ({ profileData: { email, username, name } = {} }: Identity): string | undefined => [email, username, name].find((one): one is string => typeof one === 'string');
const whyStays = (all: readonly Identity[]) => (all.length === 1 ? 'The only one: without it nobody could sign in as this person.' : 'The account has its id and profile from it. To keep another one instead, link the accounts the other way round.');

/** D15: the accounts by which a person signs in. Tokens that a provider gave are read by applications alone, never here. */
export function UserIdentities({ user }: { readonly user: User }) {
  const api = useApi();
  const queries = useQueryClient();
  const id = user.user_id ?? '';
  const all = user.identities ?? [];
  const mayWrite = useMay('update:users');
  const unlinking = useMutation({
    mutationFn: ({ provider, user_id: account }: Identity) => api.delete(`/users/${segment(id)}/identities/${segment(provider)}/${segment(account)}`),
    onSuccess: async () => { await queries.invalidateQueries({ queryKey: ['users'] }); tellDone('The identity is an account of its own again'); },
  });
  const ask = (identity: Identity) => modals.openConfirmModal({
    title: <b>{`Unlink ${whoOf(identity) ?? accountOf(identity)}?`}</b>, children: <p>It becomes an account of its own again, with the id and the profile that it had. What it was allowed as a part of this person does not go with it.</p>,
    labels: { confirm: 'Unlink identity', cancel: 'Keep it' }, confirmProps: { color: 'red' }, onConfirm: () => unlinking.mutate(identity),
  });
  const columns: readonly Column<Identity>[] = [
    { title: 'Signs in with', width: '26%', cell: (identity) => <><b>{nameOfProvider(identity)}</b>{identity === all[0] ? <> <Tag kind="info">Main</Tag></> : null}<div className="muted small">{identity.connection}</div></> },
    { title: 'As', width: '26%', cell: (identity) => (identity === all[0] ? user.email ?? user.username ?? user.name : whoOf(identity)) ?? <span className="subtle">not known</span> },
    { title: 'Account', cell: (identity) => <CopyValue value={accountOf(identity)} label={`id of the account at ${identity.connection}`} /> },
    ...(mayWrite ? [{ title: '', width: '190px', cell: (identity: Identity) => (identity === all[0] ? <span className="muted small">{whyStays(all)}</span> : <Button variant="default" color="red" size="xs" h={32} disabled={unlinking.isPending} onClick={() => ask(identity)} aria-label={`Unlink ${whoOf(identity) ?? accountOf(identity)}`}>Unlink</Button>) }] : []),
  ];
  return (
    <div className="stack-wide">
      {unlinking.isError ? <FailureNotice error={unlinking.error} what="The identity was not unlinked" takesFocus /> : null}
      <RecordTable caption="Identities" columns={columns} rows={all} keyOf={accountOf} />
      {mayWrite ? <LinkIdentity user={user} /> : <p className="muted">To link or unlink accounts takes <code>update:users</code>.</p>}
    </div>
  );
}
