import { Checkbox, NumberInput, Switch } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Application } from '../api/records.ts';
import { Endpoints } from '../domains/endpoints.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { JsonField } from '../pieces/json-field.tsx';
import { SaveBar } from '../pieces/save-bar.tsx';
import { Tag } from '../pieces/tag.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';
import { changedOf, changesOf, draftFields, draftOf, validateDraft, type AdvancedDraft } from './advanced-draft.ts';
import { ApplicationKeys } from './application-keys.tsx';
import { RefreshFields } from './refresh-fields.tsx';
import { grantTypes, whyNot } from './grant-words.ts';

const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'HS256'] as const;

function useDraft(application: Application) {
  const api = useApi();
  const queries = useQueryClient();
  const saved = draftOf(application);
  const form = useForm<AdvancedDraft>({ mode: 'controlled', initialValues: saved, validate: validateDraft });
  const changed = changedOf(form.values, saved);
  const saving = useMutation({
    mutationFn: () => api.patch<Application>(`/clients/${segment(application.client_id ?? '')}`, changesOf(form.values, application, changed)),
    onSuccess: async (next) => {
      queries.setQueryData(['applications', application.client_id], next);
      form.setValues(draftOf(next));
      await queries.invalidateQueries({ queryKey: ['applications'] });
      tellDone('The application is saved');
    },
  });
  return { form, changed, saving, discard: () => { form.setValues(saved); saving.reset(); } };
}

/** D8: grant types, ID tokens, metadata, keys and endpoints of an application. */
export function ApplicationAdvanced({ application }: { readonly application: Application }) {
  const { form, changed, saving, discard } = useDraft(application);
  const readOnly = !useMay('update:clients');
  const switched = (field: keyof AdvancedDraft) => ({ ...form.getInputProps(field, { type: 'checkbox' }), disabled: readOnly });
  return (
    <div className="stack-wide">
      <form className="form" noValidate onSubmit={form.onSubmit(() => saving.mutate())} aria-label="Advanced settings of the application">
        <GrantTypes application={application} chosen={form.values.grants} readOnly={readOnly} onChange={(grants) => form.setFieldValue('grants', grants)} />
        <section className="card form-card" aria-label="Tokens and requests">
          <h2>Tokens and requests</h2>
          <div className="pair">
            <label className="select-field"><b>Algorithm of ID tokens</b>
              <select value={form.values.algorithm} disabled={readOnly} onChange={(event) => form.setFieldValue('algorithm', event.currentTarget.value)}>{algorithms.map((alg) => <option key={alg} value={alg} disabled={alg === 'HS256' && application.token_endpoint_auth_method === 'none'}>{alg}</option>)}</select>
            </label>
            <NumberInput label="Lifetime of ID tokens, in seconds" min={1} max={31_557_600} hideControls {...form.getInputProps('lifetime')} readOnly={readOnly} />
          </div>
          <Switch label="Authorization requests are pushed" description="RFC 9126: what is asked for goes to the server first, and the browser carries a reference alone." {...switched('pushed')} />
          <Switch label="Tokens are bound to a key" description="DPoP (RFC 9449) or a client certificate (RFC 8705): whoever steals such a token can not use it." {...switched('bound')} />
        </section>
        {form.values.grants.includes('refresh_token') ? <RefreshFields application={application} rotates={form.values.rotates} readOnly={readOnly} input={(field) => form.getInputProps(field, field === 'rotates' ? { type: 'checkbox' } : {})} /> : null}
        <section className="card form-card" aria-label="Metadata">
          <h2>Metadata</h2>
          <JsonField label="Client metadata" description="Words of your own, at most 50, each of 255 characters (client_metadata). Rules see them." {...form.getInputProps('metadata')} readOnly={readOnly} />
        </section>
        {saving.isError ? <FailureNotice error={saving.error} what="The application was not saved" takesFocus /> : null}
        {readOnly ? <p className="muted">You can read this and not change it: that takes <code>update:clients</code>.</p> : <SaveBar changed={draftFields.filter(([field]) => changed.includes(field)).map(([, title]) => title)} saving={saving.isPending} onDiscard={discard} />}
      </form>
      <ApplicationKeys application={application} />
      <Endpoints />
    </div>
  );
}

interface GrantTypesProps { readonly application: Application; readonly chosen: readonly string[]; readonly readOnly: boolean; readonly onChange: (grants: readonly string[]) => void }

function GrantTypes({ application, chosen, readOnly, onChange }: GrantTypesProps) {
  const others = chosen.filter((one) => !grantTypes.some(({ grant }) => grant === one));
  const toggle = (grant: string, on: boolean) => onChange(on ? [...chosen, grant] : chosen.filter((one) => one !== grant));
  return (
    <section className="card form-card" aria-label="Grant types">
      <h2>Grant types</h2>
      <p className="muted">By which ways the application gets tokens. Leave off what it does not need.</p>
      {grantTypes.map((words) => {
        const reason = whyNot(words, application);
        const on = chosen.includes(words.grant);
        return (
          <Checkbox
            key={words.grant} checked={on} disabled={readOnly || (reason !== undefined && !on)} onChange={(event) => toggle(words.grant, event.currentTarget.checked)}
            label={<>{words.title}{words.unsafe === true ? <> <Tag kind="warn">Unsafe</Tag></> : null}</>}
            description={<>{words.words}{words.unsafe === true ? ' It works only where the tenant switched it on, too.' : ''} <code>{words.grant}</code>{reason === undefined ? null : <b className="reason">{reason}</b>}</>}
          />
        );
      })}
      {others.length === 0 ? null : <p className="muted small">It has these, too, for older endpoints: {others.map((one) => <code key={one}>{one} </code>)}</p>}
    </section>
  );
}
