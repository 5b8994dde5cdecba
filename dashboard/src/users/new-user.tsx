import { Button, NativeSelect, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/api-context.ts';
import type { User } from '../api/records.ts';
import { NoAccess } from '../frame/no-access.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';
import { useDatabases } from './user-queries.ts';

const usual = 'Username-Password-Authentication';
interface Draft { readonly email: string; readonly name: string; readonly password: string; readonly connection: string; readonly verify: boolean }
const empty: Draft = { email: '', name: '', password: '', connection: usual, verify: true };
const validate = {
  email: (email: string) => (/^[^\s@]+@[^\s@]+$/.test(email.trim()) ? null : 'An address has an @ in it.'),
  password: (password: string) => (password === '' ? 'Give a first password; the person can change it.' : null),
};
const bodyOf = ({ email, name, password, connection, verify }: Draft) => ({ connection, email: email.trim(), password, verify_email: verify, ...(name.trim() === '' ? {} : { name: name.trim() }) });

/** D12: creates a person with a password. */
export function NewUser() {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const databases = useDatabases(useMay('read:connections')).data?.map(({ name }) => name) ?? [usual];
  const form = useForm<Draft>({ mode: 'controlled', initialValues: empty, validate });
  const creation = useMutation({
    mutationFn: (draft: Draft) => api.post<User>('/users', bodyOf(draft)),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['users'] });
      tellDone(`${made.email ?? 'The user'} is created`);
      await navigate({ to: '/users/$id', params: { id: made.user_id ?? '' } });
    },
  });
  if (!useMay('create:users')) return <NoAccess wanted="create:users" />;
  return (
    <>
      <PageHead title="Create user" up={{ to: '/users', label: 'Users' }} lead="Somebody who can sign in at once, with the password that you give." />
      <form className="form" noValidate onSubmit={form.onSubmit((draft) => creation.mutate(draft))} aria-label="New user">
        <section className="card form-card" aria-label="The user">
          <TextInput label="Email" type="email" dir="ltr" autoComplete="off" {...form.getInputProps('email')} />
          <TextInput label="Name" description="May be left empty." autoComplete="off" {...form.getInputProps('name')} />
          <PasswordInput label="Password" autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }} {...form.getInputProps('password')} />
          {databases.length > 1 ? <NativeSelect label="Connection" description="The database that the person belongs to." data={[...databases]} {...form.getInputProps('connection')} /> : null}
          <Switch label="Send a mail that proves the address" {...form.getInputProps('verify', { type: 'checkbox' })} />
          {creation.isError ? <FailureNotice error={creation.error} what="The user was not created" takesFocus /> : null}
          <div><Button type="submit" loading={creation.isPending}>Create user</Button></div>
        </section>
      </form>
    </>
  );
}
