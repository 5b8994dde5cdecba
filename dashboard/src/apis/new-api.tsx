import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/api-context.ts';
import type { Api, NewApi as Body } from '../api/records.ts';
import { NoAccess } from '../frame/no-access.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';

const validate = {
  name: (name: string) => (name.trim() === '' ? 'Give the API a name.' : null),
  identifier: (identifier: string) => (/^[\x21-\x7e]+$/.test(identifier.trim()) ? null : 'An identifier has at least one character, no blanks, and none beyond ASCII. An address such as https://appointments.example is usual.'),
};

/** D10: registers an API. */
export function NewApi() {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ mode: 'controlled', initialValues: { name: '', identifier: '' }, validate, onSubmitPreventDefault: 'always' });
  const registration = useMutation({
    mutationFn: ({ name, identifier }: { readonly name: string; readonly identifier: string }) => api.post<Api>('/resource-servers', { name: name.trim(), identifier: identifier.trim() } satisfies Body),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['apis'] });
      tellDone(`${made.name} is registered`);
      await navigate({ to: '/apis/$id', params: { id: made.id }, search: { tab: 'permissions' } });
    },
  });
  if (!useMay('create:resource_servers')) return <NoAccess wanted="create:resource_servers" />;
  return (
    <>
      <PageHead title="Register API" up={{ to: '/apis', label: 'APIs' }} lead="After that it has permissions, and applications may ask for tokens that are for it." />
      <form className="form" noValidate onSubmit={form.onSubmit((values) => registration.mutate(values))} aria-label="New API">
        <section className="card form-card" aria-label="The API">
          <TextInput label="Name" description="People see it where they allow access." maxLength={200} {...form.getInputProps('name')} />
          <TextInput label="Identifier" description="Applications send it as audience, and tokens carry it as aud. An address is usual, as in https://appointments.example; nothing is sent there. It can not be changed afterwards." dir="ltr" maxLength={600} spellCheck={false} {...form.getInputProps('identifier')} />
          {registration.isError ? <FailureNotice error={registration.error} what="The API was not registered" takesFocus /> : null}
          <div><Button type="submit" loading={registration.isPending}>Register API</Button></div>
        </section>
      </form>
    </>
  );
}
