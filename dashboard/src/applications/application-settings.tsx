import { Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Application } from '../api/records.ts';
import { linesOf } from '../pieces/address-lint.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { DangerZone } from '../pieces/danger-zone.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { SaveBar } from '../pieces/save-bar.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { dashboardClient as client } from '../session/client.ts';
import { useMay } from '../session/session-context.ts';
import { AddressFields } from './address-fields.tsx';
import { changesOf, draftFields, draftOf, type ApplicationDraft } from './application-draft.ts';
import { isForPeople } from './application-types.ts';

interface SettingsProps { readonly application: Application; /** A callback URL that the log asks for. */ readonly callback: string | undefined }

function useDraft({ application, callback }: SettingsProps) {
  const api = useApi();
  const queries = useQueryClient();
  const saved = draftOf(application);
  const asked = callback !== undefined && !linesOf(saved.callbacks).includes(callback) ? { callbacks: [...linesOf(saved.callbacks), callback].join('\n') } : {};
  const form = useForm<ApplicationDraft>({ mode: 'controlled', initialValues: { ...saved, ...asked }, validate: { name: (name) => (name.trim() === '' ? 'An application needs a name.' : null) } });
  const changed = draftFields.filter(({ field }) => form.values[field] !== saved[field]);
  const saving = useMutation({
    mutationFn: () => api.patch<Application>(`/clients/${segment(application.client_id ?? '')}`, changesOf(form.values, changed.map(({ field }) => field))),
    onSuccess: async (next) => {
      queries.setQueryData(['applications', application.client_id], next);
      form.setValues(draftOf(next));
      await queries.invalidateQueries({ queryKey: ['applications'] });
      tellDone('The application is saved');
    },
  });
  return { form, changed, saving, discard: () => { form.setValues(saved); saving.reset(); }, prefilled: 'callbacks' in asked };
}

/** Name, party and addresses of an application. */
export function ApplicationSettings({ application, callback }: SettingsProps) {
  const { form, changed, saving, discard, prefilled } = useDraft({ application, callback });
  const readOnly = !useMay('update:clients');
  const input = (field: keyof ApplicationDraft) => ({ ...form.getInputProps(field), readOnly });
  return (
    <div className="stack-wide">
      <form className="form" noValidate onSubmit={form.onSubmit(() => saving.mutate())} aria-label="Settings of the application">
        {prefilled ? <div className="note" role="status"><p>The callback URL <code>{callback}</code> of a failed sign-in is added below. If it is an address of this application, save it.</p></div> : null}
        <section className="card form-card" aria-label="Basics">
          <h2>Basics</h2>
          <dl className="facts">
            <dt>Client ID</dt><dd><CopyValue value={application.client_id ?? ''} label="client ID" /></dd>
            <dt>Domain</dt><dd><CopyValue value={new URL(client.issuer).host} label="domain" /></dd>
          </dl>
          <TextInput label="Name" description="People see it where they sign in and where they allow access." maxLength={100} {...input('name')} />
          <Textarea label="Description" description="For administrators, at most 140 characters." maxLength={140} autosize minRows={1} {...input('description')} />
          <Switch label="Third-party application" description="Made by somebody else: people are asked before it gets access to their account." {...form.getInputProps('thirdParty', { type: 'checkbox' })} disabled={readOnly} />
        </section>
        {isForPeople(application.app_type) ? <AddressFields input={input} /> : null}
        {saving.isError ? <FailureNotice error={saving.error} what="The application was not saved" takesFocus /> : null}
        {readOnly ? <p className="muted">You can read this and not change it: that takes <code>update:clients</code>.</p> : <SaveBar changed={changed.map(({ title }) => title)} saving={saving.isPending} onDiscard={discard} />}
      </form>
      <RemoveApplication application={application} />
    </div>
  );
}

function RemoveApplication({ application: { name = '', client_id: id = '' } }: { readonly application: Application }) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const gone = async () => {
    await navigate({ to: '/applications' });
    await queries.invalidateQueries({ queryKey: ['applications'] });
    tellDone(`${name} is removed`);
  };
  if (!useMay('delete:clients')) return null;
  return <div className="form"><DangerZone title="Remove the application" consequence="Everything that was issued to it ends at once." action="Remove application" name={name} run={() => api.delete(`/clients/${segment(id)}`)} onDone={() => { void gone(); }} /></div>;
}
