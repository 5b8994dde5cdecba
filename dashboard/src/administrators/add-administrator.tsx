import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.ts';
import type { Administrator } from '../api/records.ts';
import { ChoiceGroup } from '../pieces/choice-group.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { administratorRoles, nameOfRole, type AdministratorRole } from './administrator-words.ts';

const choices = administratorRoles.map(({ role, name, words }) => ({ value: role, title: name, words }));

/** Adds somebody by address: who has no account yet gets one, and an invitation by mail. */
export function AddAdministrator() {
  const [open, setOpen] = useState(false);
  return open ? <AddForm onDone={() => setOpen(false)} /> : <div><Button data-shortcut="new" onClick={() => setOpen(true)}>Add administrator</Button></div>;
}

function AddForm({ onDone }: { readonly onDone: () => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const form = useForm<{ email: string; role: AdministratorRole }>({ mode: 'controlled', initialValues: { email: '', role: 'read-only' }, validate: { email: (email) => (/^[^\s@]+@[^\s@]+$/.test(email.trim()) ? null : 'An address has an @ in it.') } });
  const adding = useMutation({
    mutationFn: ({ email, role }: { readonly email: string; readonly role: AdministratorRole }) => api.post<Administrator>('/administrators', { email: email.trim(), role }),
    onSuccess: async (made) => { await queries.invalidateQueries({ queryKey: ['administrators'] }); tellDone(`${made.email ?? made.user_id} is now ${nameOfRole(made.role)}`); onDone(); },
  });
  return (
    <form className="card form-card" noValidate onSubmit={form.onSubmit((values) => adding.mutate(values))} aria-label="Add administrator">
      <h2>Add administrator</h2>
      <TextInput label="Email" description="Who has no account yet gets one, and a mail to choose a password." type="email" dir="ltr" autoComplete="off" data-autofocus autoFocus {...form.getInputProps('email')} />
      <ChoiceGroup legend="Role" name="role" choices={choices} value={form.values.role} onChange={(role) => form.setFieldValue('role', role)} />
      {adding.isError ? <FailureNotice error={adding.error} what="Nobody was added" takesFocus /> : null}
      <div className="row"><Button type="submit" loading={adding.isPending}>Add administrator</Button><Button variant="default" onClick={onDone}>Cancel</Button></div>
    </form>
  );
}
