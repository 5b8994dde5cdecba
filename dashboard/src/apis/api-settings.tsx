import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Api } from '../api/records.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { DangerZone } from '../pieces/danger-zone.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { SaveBar } from '../pieces/save-bar.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';
import { dialects, lifetimeInWords } from './token-words.ts';
import { useApiChange } from './use-api-change.ts';

type Draft = Pick<Api, 'name' | 'token_lifetime' | 'token_dialect' | 'signing_alg' | 'enforce_policies' | 'allow_offline_access' | 'skip_consent_for_verifiable_first_party_clients'>;
const titles: readonly (readonly [keyof Draft, string])[] = [['name', 'Name'], ['token_lifetime', 'Token lifetime'], ['token_dialect', 'Form of tokens'], ['signing_alg', 'Signature'], ['enforce_policies', 'Permissions of people'], ['allow_offline_access', 'Offline access'], ['skip_consent_for_verifiable_first_party_clients', 'Consent']];
const draftOf = (api: Api): Draft => Object.fromEntries(titles.map(([field]) => [field, api[field]])) as unknown as Draft;
const validate = {
  name: (name: string) => (name.trim() === '' ? 'An API needs a name.' : null),
  token_lifetime: (seconds: number) => (Number.isInteger(seconds) && seconds >= 1 && seconds <= 2_592_000 ? null : 'From 1 to 2592000 seconds, which are 30 days.'),
};

function useDraft(api: Api) {
  const saved = draftOf(api);
  const form = useForm<Draft>({ mode: 'controlled', initialValues: saved, validate });
  const changed = titles.filter(([field]) => form.values[field] !== saved[field]);
  const saving = useApiChange(api.id, 'The API is saved');
  const save = () => saving.mutate(Object.fromEntries(changed.map(([field]) => [field, form.values[field]])), { onSuccess: (next) => form.setValues(draftOf(next)) });
  return { form, changed, saving, save, discard: () => { form.setValues(saved); saving.reset(); } };
}

/** Name, tokens and access of an API. */
export function ApiSettings({ api }: { readonly api: Api }) {
  const { form, changed, saving, save, discard } = useDraft(api);
  const readOnly = !useMay('update:resource_servers');
  const switched = (field: keyof Draft) => ({ ...form.getInputProps(field, { type: 'checkbox' }), disabled: readOnly });
  return (
    <div className="stack-wide">
      <form className="form" noValidate onSubmit={form.onSubmit(save)} aria-label="Settings of the API">
        <section className="card form-card" aria-label="Basics">
          <h2>Basics</h2>
          <dl className="facts"><dt>Identifier</dt><dd><CopyValue value={api.identifier} label="identifier" /></dd><dt>ID</dt><dd><CopyValue value={api.id} label="ID" /></dd></dl>
          <TextInput label="Name" maxLength={200} readOnly={readOnly} {...form.getInputProps('name')} />
        </section>
        <section className="card form-card" aria-label="Access tokens">
          <h2>Access tokens</h2>
          <NumberInput label="Lifetime in seconds" description={`A token is good for ${lifetimeInWords(Number(form.values.token_lifetime) || 0)}. Shorter is safer: a token can not always be taken back.`} min={1} max={2_592_000} hideControls readOnly={readOnly} {...form.getInputProps('token_lifetime')} />
          <NativeSelect label="Form" description="With permissions, a token tells the API what the person may do." data={dialects} disabled={readOnly} {...form.getInputProps('token_dialect')} />
          <NativeSelect label="Signature" description="All keys stand in the JWKS; ES256 and EdDSA make shorter tokens." data={['RS256', 'PS256', 'ES256', 'EdDSA']} disabled={readOnly} {...form.getInputProps('signing_alg')} />
        </section>
        <section className="card form-card" aria-label="Access">
          <h2>Access</h2>
          <Switch label="People get only the permissions that they have" description="By their roles, or given directly. Without it, an application gets every permission that it asks for." {...switched('enforce_policies')} />
          <Switch label="Offline access" description="Applications may get refresh tokens for this API." {...switched('allow_offline_access')} />
          <Switch label="No consent for applications of the house" description="Third-party applications always ask." {...switched('skip_consent_for_verifiable_first_party_clients')} />
        </section>
        {saving.isError ? <FailureNotice error={saving.error} what="The API was not saved" takesFocus /> : null}
        {readOnly ? <p className="muted">You can read this and not change it: that takes <code>update:resource_servers</code>.</p> : <SaveBar changed={changed.map(([, title]) => title)} saving={saving.isPending} onDiscard={discard} />}
      </form>
      {api.is_system ? null : <RemoveApi api={api} />}
    </div>
  );
}

function RemoveApi({ api: { id, name } }: { readonly api: Api }) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const gone = async () => {
    await navigate({ to: '/apis' });
    await queries.invalidateQueries({ queryKey: ['apis'] });
    tellDone(`${name} is removed`);
  };
  if (!useMay('delete:resource_servers')) return null;
  return <div className="form"><DangerZone title="Remove the API" consequence="No token for it is given any more, and what applications were granted at it is gone." action="Remove API" name={name} run={() => api.delete(`/resource-servers/${segment(id)}`)} onDone={() => { void gone(); }} /></div>;
}
