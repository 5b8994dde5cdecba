import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../api/api-context.ts';
import type { Role } from '../api/records.ts';
import { listAsCurl } from '../pieces/as-command.ts';
import { firstOf } from '../pieces/export-rows.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { narrowed, pageOf, pagingOf } from '../pieces/list-search.ts';
import { ListTools } from '../pieces/list-tools.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { Pager } from '../pieces/pager.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { SearchField } from '../pieces/search-field.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useColumns } from '../pieces/use-columns.ts';
import { useMay } from '../session/session-context.ts';
import { useRoleList } from './role-queries.ts';

const route = getRouteApi('/roles');
const columns: readonly Column<Role>[] = [
  { title: 'Name', width: '34%', cell: ({ id, name }) => <Link to="/roles/$id" params={{ id }}>{name}</Link>, exported: ({ id, name }) => ({ id, name }) },
  { title: 'Description', cell: ({ description }) => description || <span className="subtle">none</span>, exported: ({ description }) => ({ description }) },
];

/** D19: names for permissions, which people get together. */
export function RoleList() {
  const search = route.useSearch();
  const { q = '' } = search;
  const navigate = route.useNavigate();
  const roles = useRoleList();
  const choice = useColumns('roles', columns);
  const paging = pagingOf(search, (next) => { void navigate({ search: next }); });
  const [creating, setCreating] = useState(false);
  const create = useMay('create:roles') ? <Button data-shortcut="new" onClick={() => setCreating(true)}>Create role</Button> : undefined;
  const fits = ({ name, description }: Role) => `${name} ${description}`.toLowerCase().includes(q.toLowerCase());
  return (
    <>
      <PageHead title="Roles" lead="A role is a name for permissions of your APIs, which people get together. Who administers this server stands under Administrators." actions={create} />
      <Loaded query={roles} what="list of roles">
        {(all) => (all.length === 0 ? <EmptyState title="No roles yet" action={create} docs={['concepts/apis-and-permissions#roles', 'What roles and permissions are']}>With a role such as <b>Billing</b>, one assignment gives a person everything that their work needs.</EmptyState> : (
          <>
            <div className="list-bar"><SearchField label="Search roles" placeholder="Name or description" value={q} onSearch={(text) => { void navigate({ search: narrowed(search, { q: text, page: undefined }), replace: true }); }} /><ListTools choice={choice} read={() => Promise.resolve(firstOf(all.filter(fits)))} command={listAsCurl('/roles', { per_page: 100 })} /></div>
            {all.some(fits) ? <RecordTable caption="Roles" columns={choice.shown} rows={pageOf(all.filter(fits), paging)} keyOf={({ id }) => id} /> : <EmptyState title="No role fits">Search by a part of the name, or of the description.</EmptyState>}
            <Pager paging={paging} shown={pageOf(all.filter(fits), paging).length} total={all.filter(fits).length} what="roles" />
          </>
        ))}
      </Loaded>
      {creating ? <CreateRole onClose={() => setCreating(false)} /> : null}
    </>
  );
}

function CreateRole({ onClose }: { readonly onClose: () => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ mode: 'controlled', initialValues: { name: '', description: '' }, validate: { name: (name) => (name.trim() === '' ? 'Give the role a name.' : null) } });
  const creation = useMutation({
    mutationFn: ({ name, description }: { readonly name: string; readonly description: string }) => api.post<Role>('/roles', { name: name.trim(), description: description.trim() }),
    onSuccess: async (made) => { await queries.invalidateQueries({ queryKey: ['roles'] }); tellDone(`${made.name} is created`); await navigate({ to: '/roles/$id', params: { id: made.id } }); },
  });
  return (
    <Modal opened onClose={onClose} title={<b>Create role</b>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" noValidate onSubmit={form.onSubmit((values) => creation.mutate(values))}>
        <TextInput data-autofocus label="Name" maxLength={200} {...form.getInputProps('name')} />
        <Textarea label="Description" description="For administrators." maxLength={500} autosize minRows={2} {...form.getInputProps('description')} />
        {creation.isError ? <FailureNotice error={creation.error} what="The role was not created" takesFocus /> : null}
        <div className="row"><Button type="submit" loading={creation.isPending}>Create role</Button><Button variant="default" onClick={onClose}>Cancel</Button></div>
      </form>
    </Modal>
  );
}
