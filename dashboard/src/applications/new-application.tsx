import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useApi } from '../api/api-context.ts';
import type { Application, ApplicationType } from '../api/records.ts';
import { NoAccess } from '../frame/no-access.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { NewSecret } from '../pieces/new-secret.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { guides } from '../../../server/src/guides/catalogue.ts';
import { guidesOfType } from '../../../server/src/guides/find-guides.ts';
import { keepFreshSecret } from '../quickstarts/fresh-secrets.ts';
import { registrationFor } from '../quickstarts/registration-for.ts';
import { useMay } from '../session/session-context.ts';
import { applicationTypes, typeWords } from './application-types.ts';
import { ApplicationQuestions } from './application-questions.tsx';

const route = getRouteApi('/applications/new');
const named = (type: string | undefined): ApplicationType | undefined => applicationTypes.find((one) => one.type === type)?.type;

/** What was created, and the guide that it is created for; '': none was chosen. */
interface Made { readonly application: Application; readonly framework: string }

/** D5: two questions tell the kind of an application; then it needs a name. */
export function NewApplication() {
  const { type: asked } = route.useSearch();
  const [type, setType] = useState<ApplicationType | undefined>(named(asked));
  const [made, setMade] = useState<Made>();
  const navigate = useNavigate();
  if (!useMay('create:clients')) return <NoAccess wanted="create:clients" />;
  const open = ({ application: { client_id: id = '' }, framework }: Made) => { void navigate({ to: '/applications/$id', params: { id }, search: { tab: 'connect', ...(framework === '' ? {} : { with: framework }) } }); };
  const onMade = (next: Made) => {
    const { client_id: id = '', client_secret: secret } = next.application;
    if (secret === undefined) { open(next); return; }
    keepFreshSecret(id, secret);
    setMade(next);
  };
  return (
    <>
      <PageHead title="Create application" up={{ to: '/applications', label: 'Applications' }} lead="Two questions say which kind it is. The kind decides how it gets tokens, and how it proves itself." />
      <div className="form">
        <ApplicationQuestions chosen={type} onChoose={setType} />
        {type === undefined ? null : <NameForm key={type} type={type} onMade={onMade} />}
      </div>
      {made?.application.client_secret === undefined ? null : <NewSecret secret={made.application.client_secret} onDone={() => open(made)} />}
    </>
  );
}

function NameForm({ type, onMade }: { readonly type: ApplicationType; readonly onMade: (made: Made) => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [framework, setFramework] = useState('');
  const [lacking, setLacking] = useState(false);
  const creation = useMutation({
    mutationFn: () => api.post<Application>('/clients', { name: name.trim(), app_type: type, ...registrationFor(framework) }),
    onSuccess: async (made) => { await queries.invalidateQueries({ queryKey: ['applications'] }); tellDone(`${made.name ?? 'The application'} is created`); onMade({ application: made, framework }); },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setLacking(name.trim() === '');
    if (name.trim() === '') event.currentTarget.querySelector('input')?.focus(); else creation.mutate();
  };
  const words = typeWords(type);
  return (
    <form className="card form-card" onSubmit={submit} noValidate aria-label="Name of the application">
      <div><h2>{words.name}</h2><p className="muted">{words.examples}</p></div>
      <TextInput label="Name" description="People see it where they sign in and where they allow access." value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} error={lacking ? 'Give the application a name.' : undefined} required withAsterisk={false} />
      <label className="select-field"><b>Framework</b><span className="muted small">The application opens at its guide, and has the addresses that the guide needs on your own machine.</span>
        <select value={framework} onChange={(event) => setFramework(event.currentTarget.value)}><option value="">Another one, or later</option>{guidesOfType(guides, type).map(({ id, title }) => <option key={id} value={id}>{title}</option>)}</select>
      </label>
      {creation.isError ? <FailureNotice error={creation.error} what="The application was not created" takesFocus /> : null}
      <div><Button type="submit" loading={creation.isPending}>Create application</Button></div>
    </form>
  );
}
