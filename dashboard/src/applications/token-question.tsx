import { Button, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useApis } from '../apis/api-queries.ts';
import { CheckList } from '../logs/check-list.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { useSession } from '../session/session-context.ts';
import { useUsers } from '../users/user-queries.ts';
import { TokenAnswer } from './token-answer.tsx';
import { useTokenPreview, type TokenQuestion } from './try-queries.ts';

const route = getRouteApi('/applications/$id');

interface TokenQuestionProps { readonly clientId: string; readonly forPeople: boolean; readonly machine: boolean }

/** What was asked stands in the address, so that it can be kept and shared. */
function useQuestion({ forPeople, machine }: TokenQuestionProps) {
  const { user, audience, scope } = route.useSearch();
  const navigate = route.useNavigate();
  const asked: TokenQuestion | undefined = (forPeople && user !== undefined && user !== '') || (machine && user === undefined && audience !== undefined) ? { user, audience, scope } : undefined;
  return { asked, ask: (next: TokenQuestion) => { void navigate({ search: { tab: 'try', ...Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) }, replace: true }); } };
}

/** “What will the token contain”: asked of what issues tokens, without issuing any. */
export function TokenQuestionForm(props: TokenQuestionProps) {
  const { clientId } = props;
  const { asked, ask } = useQuestion(props);
  const query = useTokenPreview(clientId, asked);
  return (
    <div className="stack-wide">
      <section className="card form-card" aria-label="What will the token contain">
        <h2>What will the token contain</h2>
        <p className="muted">The same code answers that issues tokens, with rules, roles and permissions as they are now. Nothing is issued; that the sign-in succeeds is taken for granted.</p>
        <Question {...props} asked={asked} busy={query.isFetching} onAsk={(next) => { ask(next); if (JSON.stringify(next) === JSON.stringify(asked)) void query.refetch(); }} />
        {query.isError ? <FailureNotice error={query.error} what="The token could not be shown" onRetry={() => { void query.refetch(); }} /> : null}
      </section>
      {query.data === undefined || query.isError ? null : <><TokenAnswer answer={query.data} /><CheckList checks={query.data.preview.checks} /></>}
    </div>
  );
}

interface QuestionProps extends TokenQuestionProps { readonly asked: TokenQuestion | undefined; readonly busy: boolean; readonly onAsk: (question: TokenQuestion) => void }

const scopeFor = (forItself: boolean) => (forItself ? '' : 'openid profile email');

/** What the form begins with: what was asked, or who asks. */
function useStart({ forPeople, asked }: QuestionProps) {
  const { person } = useSession();
  const forItself = !forPeople || (asked !== undefined && asked.user === undefined);
  const { user = person.email ?? person.id, audience = '', scope = scopeFor(forItself) } = asked ?? {};
  return { forItself, user, audience, scope };
}

function Question(props: QuestionProps) {
  const { forPeople, machine, busy, onAsk } = props;
  const [{ forItself, user, audience, scope }, setAsked] = useState(useStart(props));
  const change = (next: Partial<ReturnType<typeof useStart>>) => setAsked((before) => ({ ...before, ...next }));
  const send = () => { if (forItself) onAsk({ audience, scope }); else if (user.trim() !== '') onAsk({ user: user.trim(), audience, scope }); };
  return (
    <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); send(); }}>
      {forPeople && machine ? <ForWhom forItself={forItself} onChange={(itself) => change({ forItself: itself, scope: scopeFor(itself) })} /> : null}
      {forItself ? null : <UserField value={user} onChange={(value) => change({ user: value })} />}
      <ApiField value={audience} onChange={(value) => change({ audience: value })} />
      <TextInput label="Scope" description={forItself ? 'Empty: everything that it was granted.' : 'As the application asks for it, separated by blanks.'} dir="ltr" value={scope} onChange={(event) => change({ scope: event.currentTarget.value })} />
      <div className="row"><Button type="submit" loading={busy}>Show token</Button></div>
    </form>
  );
}

function ForWhom({ forItself, onChange }: { readonly forItself: boolean; readonly onChange: (forItself: boolean) => void }) {
  const name = useId();
  return (
    <fieldset className="row plain-fieldset"><legend className="visually-hidden">For whom</legend>
      <label className="row"><input type="radio" name={name} checked={!forItself} onChange={() => onChange(false)} /> For a person</label>
      <label className="row"><input type="radio" name={name} checked={forItself} onChange={() => onChange(true)} /> For itself</label>
    </fieldset>
  );
}

interface FieldProps { readonly value: string; readonly onChange: (value: string) => void }

function UserField({ value, onChange }: FieldProps) {
  const list = useId();
  const users = useUsers(value.includes('|') ? '' : value, { page: 0, size: 10 }).data?.users ?? [];
  return (
    <>
      <TextInput label="User" description="An email address, or a user ID." dir="ltr" autoComplete="off" list={list} value={value} error={value.trim() === '' ? 'Name somebody.' : undefined} onChange={(event) => onChange(event.currentTarget.value)} />
      <datalist id={list}>{users.map(({ user_id: id = '', email, name }) => <option key={id} value={email ?? id}>{name}</option>)}</datalist>
    </>
  );
}

function ApiField({ value, onChange }: FieldProps) {
  const { scopes } = useSession();
  const apis = useApis({ enabled: scopes.has('read:resource_servers') }).data ?? [];
  const identifiers = [...new Set([...apis.map(({ identifier }) => identifier), ...(value === '' ? [] : [value])])];
  return (
    <label className="select-field"><b>API</b>
      <span className="muted small">The audience of the request. None: the default API of the tenant, or an opaque token for /userinfo.</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}><option value="">None</option>{identifiers.map((identifier) => <option key={identifier} value={identifier}>{identifier}</option>)}</select>
    </label>
  );
}
