import { NumberInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import type { TenantSettings } from '../api/records.ts';
import { useApis } from '../apis/api-queries.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { SaveBar } from '../pieces/save-bar.tsx';
import { ShowAsJson } from '../pieces/show-as-json.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { dashboardClient } from '../session/client.ts';
import { useMay } from '../session/session-context.ts';
import { Languages } from './languages-field.tsx';
import { changesOf, draftFields, draftOf, validateDraft, type SettingsDraft } from './settings-draft.ts';

const key = ['settings'] as const;

/** D36: what holds for the whole tenant. */
export function SettingsPage() {
  const api = useApi();
  const query = useQuery({ queryKey: key, queryFn: () => api.get<TenantSettings>('/tenants/settings') });
  return (
    <>
      <PageHead title="Settings" lead="What holds for the whole tenant." actions={query.data === undefined ? undefined : <ShowAsJson value={query.data} what="tenant" path="/tenants/settings" />} />
      <Loaded query={query} what="settings">{(settings) => <SettingsForm settings={settings} />}</Loaded>
    </>
  );
}

function useDraft(settings: TenantSettings) {
  const api = useApi();
  const queries = useQueryClient();
  const saved = draftOf(settings);
  const form = useForm<SettingsDraft>({ mode: 'controlled', initialValues: saved, validate: validateDraft });
  const changed = draftFields.filter(([field]) => form.values[field] !== saved[field]);
  const saving = useMutation({
    mutationFn: () => api.patch<TenantSettings>('/tenants/settings', changesOf(form.values, changed.map(([field]) => field))),
    onSuccess: (next) => { queries.setQueryData(key, next); form.setValues(draftOf(next)); tellDone('The settings are saved'); },
  });
  return { form, changed, saving, discard: () => { form.setValues(saved); saving.reset(); } };
}

function SettingsForm({ settings }: { readonly settings: TenantSettings }) {
  const { form, changed, saving, discard } = useDraft(settings);
  const readOnly = !useMay('update:tenant_settings');
  const input = (field: keyof SettingsDraft) => ({ ...form.getInputProps(field), readOnly });
  const switched = (field: keyof SettingsDraft) => ({ ...form.getInputProps(field, { type: 'checkbox' }), disabled: readOnly });
  return (
    <form className="form" noValidate onSubmit={form.onSubmit(() => saving.mutate())} aria-label="Settings of the tenant">
      <section className="card form-card" aria-label="Names">
        <h2>Names</h2>
        <dl className="facts"><dt>Issuer</dt><dd><CopyValue value={dashboardClient.issuer} label="issuer" /></dd></dl>
        <TextInput label="Name" description="People see it on every page where they sign in." maxLength={100} {...input('friendlyName')} />
        <TextInput label="Support address" description="Shown where somebody can not get in." type="email" dir="ltr" {...input('supportEmail')} />
        <TextInput label="Support page" dir="ltr" {...input('supportUrl')} />
        <TextInput label="Picture" description="Shown where people sign in to an application without one of its own." dir="ltr" placeholder="https://" {...input('picture')} />
      </section>
      <Languages value={form.values.locales} error={form.errors['locales']} readOnly={readOnly} onChange={(tags) => form.setFieldValue('locales', tags)} />
      <section className="card form-card" aria-label="Sessions">
        <h2>Sessions</h2>
        <div className="pair">
          <NumberInput label="Longest session, in hours" description="After it, everybody signs in again." min={0.02} max={8760} hideControls {...input('session')} />
          <NumberInput label="Idle session, in hours" description="So long without a sign of life." min={0.02} max={8760} hideControls {...input('idle')} />
        </div>
        <Switch label="A password that is set by mail ends every session" description="Where this is off, the person is asked." {...switched('endSessions')} />
      </section>
      <section className="card form-card" aria-label="Addresses of people">
        <h2>Addresses of people</h2>
        <Switch label="Who signs up is sent a mail that proves the address" {...switched('sendVerification')} />
        <Switch label="Nobody signs in with an address that is not proved" {...switched('requireVerified')} />
      </section>
      <section className="card form-card" aria-label="Applications and APIs">
        <h2>Applications and APIs</h2>
        <DefaultApi value={form.values.defaultAudience} readOnly={readOnly} onChange={(identifier) => form.setFieldValue('defaultAudience', identifier)} />
        <Switch label="Applications may register themselves" description="RFC 7591, at /oidc/register: everybody who reaches this server can make one." {...switched('registration')} />
      </section>
      <section className="card form-card" aria-label="Codes of devices">
        <h2>Codes of devices</h2>
        <label className="select-field"><b>Characters</b>
          <span className="muted small">What people type on a telephone to sign in on a TV. Letters without vowels make no words and leave out what looks alike.</span>
          <select value={form.values.charset} disabled={readOnly} onChange={(event) => form.setFieldValue('charset', event.currentTarget.value)}><option value="base20">20 letters</option><option value="digits">Digits</option></select>
        </label>
        <TextInput label="Form" description="Each star is a character; spaces and hyphens stand as they are." maxLength={20} dir="ltr" {...input('mask')} />
      </section>
      {saving.isError ? <FailureNotice error={saving.error} what="The settings were not saved" takesFocus /> : null}
      {readOnly ? <p className="muted">You can read this and not change it: that takes <code>update:tenant_settings</code>.</p> : <SaveBar changed={changed.map(([, title]) => title)} saving={saving.isPending} onDiscard={discard} />}
    </form>
  );
}

interface DefaultApiProps { readonly value: string; readonly readOnly: boolean; readonly onChange: (identifier: string) => void }

function DefaultApi({ value, readOnly, onChange }: DefaultApiProps) {
  const apis = useApis({ enabled: useMay('read:resource_servers') }).data ?? [];
  const identifiers = [...new Set([...apis.filter(({ is_system: system }) => !system).map(({ identifier }) => identifier), ...(value === '' ? [] : [value])])];
  return (
    <label className="select-field"><b>API that is meant when a request names none</b>
      <span className="muted small">Without one, such requests get an opaque token that is good for /userinfo alone.</span>
      <select value={value} disabled={readOnly} onChange={(event) => onChange(event.currentTarget.value)}><option value="">None</option>{identifiers.map((identifier) => <option key={identifier} value={identifier}>{identifier}</option>)}</select>
    </label>
  );
}
