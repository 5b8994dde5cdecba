import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { modals } from '@mantine/modals';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Identity, User } from '../api/records.ts';
import { ChoiceGroup } from '../pieces/choice-group.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { searchOf } from './user-queries.ts';
import { nameOfUser } from './user-words.ts';

const shown = 6;

/** Other accounts of the tenant that fit the words. */
function useOthers(user: User, text: string) {
  const api = useApi();
  const [asked] = useDebouncedValue(text.trim(), 250);
  const q = asked.length < 2 ? undefined : searchOf(asked);
  return useQuery({ queryKey: ['users', 'to-link', user.user_id, asked], queryFn: async () => (await api.get<readonly User[]>('/users', { q, per_page: shown + 1 })).filter(({ user_id: id }) => id !== user.user_id).slice(0, shown), enabled: q !== undefined });
}

/** Makes another account a further identity of a person: it is looked for, chosen, and asked about. */
export function LinkIdentity({ user }: { readonly user: User }) {
  const api = useApi();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [chosen, choose] = useState<string>();
  const others = useOthers(user, text);
  const other = others.data?.find(({ user_id: id }) => id === chosen);
  const linking = useMutation({
    mutationFn: (id: string) => api.post<readonly Identity[]>(`/users/${segment(user.user_id ?? '')}/identities`, { provider: id.slice(0, id.indexOf('|')), user_id: id }),
    onSuccess: async () => { setText(''); choose(undefined); await queries.invalidateQueries({ queryKey: ['users'] }); tellDone('The accounts are linked'); },
  });
  const ask = (one: User) => modals.openConfirmModal({
    title: <b>{`Link ${nameOfUser(one)} to ${nameOfUser(user)}?`}</b>, labels: { confirm: 'Link account', cancel: 'Leave it' }, onConfirm: () => linking.mutate(one.user_id ?? ''),
    children: <p>{one.email ?? nameOfUser(one)} ({(one.identities ?? []).map(({ connection }) => connection).join(', ')}) stops being an account of its own: its sessions and tokens end, and whoever signs in with it is {nameOfUser(user)} from then on. Do it when both accounts are surely of one person.</p>,
  });
  return (
    <section className="card form-card" aria-label="Link another account">
      <h2>Link another account</h2>
      <p className="muted">Whoever signs in with it is this person then. This account keeps its id, profile and metadata.</p>
      <TextInput label="Find the other account" description="The beginning of its address or name." dir="ltr" autoComplete="off" value={text} onChange={(event) => { setText(event.currentTarget.value); choose(undefined); }} />
      {others.isError ? <FailureNotice error={others.error} what="Accounts could not be searched" onRetry={() => { void others.refetch(); }} /> : null}
      {others.data === undefined || text.trim().length < 2 ? null : others.data.length === 0 ? <p className="muted" role="status">No other account is found.</p> : (
        <ChoiceGroup legend="Which one is it?" name="account" value={chosen} onChange={choose} choices={others.data.map((one) => ({ value: one.user_id ?? '', title: one.email ?? nameOfUser(one), words: `${(one.identities ?? []).map(({ connection }) => connection).join(', ')} · ${one.user_id ?? ''}` }))} />
      )}
      {linking.isError ? <FailureNotice error={linking.error} what="The accounts were not linked" takesFocus /> : null}
      {other === undefined ? null : <div><Button loading={linking.isPending} onClick={() => ask(other)}>Link account</Button></div>}
    </section>
  );
}
