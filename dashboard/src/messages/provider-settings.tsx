import { NumberInput, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { DangerZone } from '../pieces/danger-zone.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { SaveBar } from '../pieces/save-bar.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';
import { useProvider } from './message-queries.ts';
import type { MailProvider } from './message-records.ts';
import { bodyOf, draftOf, fieldNames, validateDraft, type ProviderDraft } from './provider-draft.ts';

/** The SMTP server of the tenant. Its password is written and never read. */
export function ProviderSettings({ hasProvider }: { readonly hasProvider: boolean }) {
  const query = useProvider(hasProvider);
  // A remount with what was saved: the form begins from it.
  return hasProvider ? <Loaded query={query} what="SMTP server">{(provider) => <ProviderForm key={JSON.stringify(provider)} provider={provider} exists />}</Loaded> : <ProviderForm provider={{}} exists={false} />;
}

interface ProviderFormProps { readonly provider: MailProvider; readonly exists: boolean }

function useDraft({ provider, exists }: ProviderFormProps) {
  const api = useApi();
  const queries = useQueryClient();
  const saved = draftOf(provider);
  const form = useForm<ProviderDraft>({ mode: 'controlled', initialValues: saved, validate: validateDraft });
  const changed = fieldNames.filter(([field]) => form.values[field] !== saved[field]);
  // First whether there is one at all: what is not there is not asked for.
  const reload = async () => {
    await queries.invalidateQueries({ queryKey: ['messages', 'way'] });
    await queries.invalidateQueries({ queryKey: ['messages', 'provider'] });
  };
  const forget = async () => {
    await queries.invalidateQueries({ queryKey: ['messages', 'way'] });
    queries.removeQueries({ queryKey: ['messages', 'provider'] });
  };
  const saving = useMutation({
    mutationFn: () => (exists ? api.patch('/emails/provider', bodyOf(form.values, changed.map(([field]) => field))) : api.post('/emails/provider', { name: 'smtp', ...bodyOf(form.values, fieldNames.map(([field]) => field)) })),
    onSuccess: async () => { form.setFieldValue('password', ''); await reload(); tellDone('The SMTP server is saved'); },
  });
  return { form, changed, saving, forget, discard: () => { form.setValues(saved); saving.reset(); } };
}

function ProviderForm({ provider, exists }: ProviderFormProps) {
  const { form, changed, saving, forget, discard } = useDraft({ provider, exists });
  const [creates, updates] = [useMay('create:email_provider'), useMay('update:email_provider')];
  const readOnly = !(exists ? updates : creates);
  return (
    <div className="stack-wide">
      <form className="form" noValidate onSubmit={form.onSubmit(() => saving.mutate())} aria-label="SMTP server of the tenant">
        <section className="card form-card" aria-label="Your SMTP server">
          <h2>Your SMTP server</h2>
          <Fields form={form} readOnly={readOnly} exists={exists} />
        </section>
        {saving.isError ? <FailureNotice error={saving.error} what="The SMTP server was not saved" takesFocus /> : null}
        {readOnly ? <p className="muted">You can read this and not change it: that takes <code>{exists ? 'update' : 'create'}:email_provider</code>.</p> : <SaveBar changed={changed.map(([, title]) => title)} saving={saving.isPending} onDiscard={discard} />}
      </form>
      {exists ? <RemoveProvider onDone={() => { void forget(); }} /> : null}
    </div>
  );
}

interface FieldsProps { readonly form: ReturnType<typeof useDraft>['form']; readonly readOnly: boolean; readonly exists: boolean }

function Fields({ form, readOnly, exists }: FieldsProps) {
  const input = (field: keyof ProviderDraft) => ({ ...form.getInputProps(field), readOnly });
  return (
    <>
      {exists ? <Switch label="Mail leaves by this server" description="Switched off, it goes the way that it would go without one." {...form.getInputProps('enabled', { type: 'checkbox' })} disabled={readOnly} /> : null}
      <TextInput label="Sender" description="name@example.com, or Name <name@example.com>." dir="ltr" {...input('from')} />
      <div className="pair">
        <TextInput label="Host" dir="ltr" autoComplete="off" {...input('host')} />
        <NumberInput label="Port" description="On 465 TLS begins at once, else by STARTTLS." min={1} max={65_535} hideControls {...input('port')} />
      </div>
      <div className="pair">
        <TextInput label="User" description="Empty: nobody signs in." dir="ltr" autoComplete="off" {...input('user')} />
        {readOnly ? null : <PasswordInput label="Password" description={exists ? 'Empty: as it is. A new host, port or user needs it again.' : 'Kept sealed, and never shown again.'} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }} {...input('password')} />}
      </div>
    </>
  );
}

function RemoveProvider({ onDone }: { readonly onDone: () => void }) {
  const api = useApi();
  const done = () => { onDone(); tellDone('The SMTP server is removed'); };
  if (!useMay('delete:email_provider')) return null;
  return <DangerZone title="Remove the SMTP server" consequence="Mail goes the way that it would go without one. The password is forgotten." action="Remove server" name="SMTP server" run={() => api.delete('/emails/provider')} onDone={done} />;
}
