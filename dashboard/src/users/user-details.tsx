import { Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { User } from '../api/records.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { DangerZone } from '../pieces/danger-zone.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { JsonField } from '../pieces/json-field.tsx';
import { Moment } from '../pieces/moment.tsx';
import { SaveBar } from '../pieces/save-bar.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';
import { changesOf, draftFields, draftOf, validateDraft, type UserDraft } from './user-draft.ts';

function useDraft(user: User) {
  const api = useApi();
  const queries = useQueryClient();
  const saved = draftOf(user);
  const form = useForm<UserDraft>({ mode: 'controlled', initialValues: saved, validate: validateDraft });
  const changed = draftFields.filter(([field]) => form.values[field] !== saved[field]);
  const saving = useMutation({
    mutationFn: () => api.patch<User>(`/users/${segment(user.user_id ?? '')}`, changesOf(form.values, user, changed.map(([field]) => field))),
    onSuccess: async (next) => {
      queries.setQueryData(['users', 'one', user.user_id], next);
      form.setValues(draftOf(next));
      await queries.invalidateQueries({ queryKey: ['users', 'list'] });
      tellDone('The user is saved');
    },
  });
  return { form, changed, saving, discard: () => { form.setValues(saved); saving.reset(); } };
}

/** Who a person is, and what is kept about them. */
export function UserDetails({ user }: { readonly user: User }) {
  const { form, changed, saving, discard } = useDraft(user);
  const readOnly = !useMay('update:users');
  const input = (field: keyof UserDraft) => ({ ...form.getInputProps(field), readOnly });
  return (
    <div className="stack-wide">
      <form className="form" noValidate onSubmit={form.onSubmit(() => saving.mutate())} aria-label="Details of the user">
        <Facts user={user} />
        <section className="card form-card" aria-label="Profile">
          <h2>Profile</h2>
          <TextInput label="Name" {...input('name')} />
          {user.email === undefined ? null : <TextInput label="Email" dir="ltr" {...input('email')} />}
          {user.email === undefined ? null : <Switch label="The address is proved" {...form.getInputProps('verified', { type: 'checkbox' })} disabled={readOnly} />}
          <Switch label="Blocked" description="Nobody signs in as this person, and tokens are not renewed." {...form.getInputProps('blocked', { type: 'checkbox' })} disabled={readOnly} />
        </section>
        <section className="card form-card" aria-label="Metadata">
          <h2>Metadata</h2>
          <JsonField label="User metadata" description="What the person may change themselves: preferences and the like (user_metadata)." {...input('userMetadata')} />
          <JsonField label="App metadata" description="What only administrators change: plans, external ids (app_metadata)." {...input('appMetadata')} />
        </section>
        {saving.isError ? <FailureNotice error={saving.error} what="The user was not saved" takesFocus /> : null}
        {readOnly ? <p className="muted">You can read this and not change it: that takes <code>update:users</code>.</p> : <SaveBar changed={changed.map(([, title]) => title)} saving={saving.isPending} onDiscard={discard} />}
      </form>
      <RemoveUser user={user} />
    </div>
  );
}

function Facts({ user }: { readonly user: User }) {
  return (
    <section className="card form-card" aria-label="Account">
      <h2>Account</h2>
      <dl className="facts">
        <dt>User ID</dt><dd><CopyValue value={user.user_id ?? ''} label="user ID" /></dd>
        <dt>Signs in with</dt><dd>{(user.identities ?? []).map(({ connection }) => connection).join(', ')}</dd>
        <dt>Created</dt><dd><Moment at={user.created_at} /></dd>
        <dt>Last sign-in</dt><dd><Moment at={user.last_login} />{user.last_ip === undefined ? null : <span className="muted small"> from <code>{user.last_ip}</code></span>}</dd>
        <dt>Sign-ins</dt><dd>{user.logins_count ?? 0}</dd>
      </dl>
    </section>
  );
}

function RemoveUser({ user }: { readonly user: User }) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const name = user.email ?? user.name ?? user.user_id ?? '';
  const gone = async () => {
    await navigate({ to: '/users' });
    await queries.invalidateQueries({ queryKey: ['users', 'list'] });
    tellDone(`${name} is removed`);
  };
  if (!useMay('delete:users')) return null;
  return <div className="form"><DangerZone title="Remove the user" consequence="The account, its sessions and everything that was allowed for it end." action="Remove user" name={name} run={() => api.delete(`/users/${segment(user.user_id ?? '')}`)} onDone={() => { void gone(); }} /></div>;
}
