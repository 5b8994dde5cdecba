import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Api, Permission } from '../api/records.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { useMay } from '../session/session-context.ts';
import { useApiChange } from './use-api-change.ts';

/** What can be allowed at an API. */
export function ApiPermissions({ api }: { readonly api: Api }) {
  const change = useApiChange(api.id, 'The permissions are saved');
  const mayWrite = useMay('update:resource_servers') && !api.is_system;
  const remove = (value: string) => change.mutate({ scopes: api.scopes.filter((scope) => scope.value !== value) });
  const columns: readonly Column<Permission>[] = [
    { title: 'Permission', width: '34%', cell: ({ value }) => <code>{value}</code> },
    { title: 'What people read', cell: ({ description }) => (description ? description : <span className="subtle">No words: people would see the bare name</span>) },
    ...(mayWrite ? [{ title: '', width: '120px', cell: ({ value }: Permission) => <Button variant="default" size="xs" h={32} disabled={change.isPending} onClick={() => remove(value)} aria-label={`Remove ${value}`}>Remove</Button> }] : []),
  ];
  return (
    <div className="stack-wide">
      {mayWrite ? <AddPermission api={api} change={change} /> : null}
      {change.isError ? <FailureNotice error={change.error} what="The permissions were not saved" takesFocus /> : null}
      {api.scopes.length === 0
        ? <EmptyState title="No permissions yet" docs={['concepts/apis-and-permissions', 'How APIs and permissions hang together']}>Add what an application may be allowed to do, as in <code>read:appointments</code>, with the words that people read when they are asked.</EmptyState>
        : <RecordTable caption="Permissions" columns={columns} rows={api.scopes} keyOf={({ value }) => value} />}
    </div>
  );
}

const wellFormed = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

function AddPermission({ api, change }: { readonly api: Api; readonly change: ReturnType<typeof useApiChange> }) {
  const form = useForm({
    mode: 'controlled', initialValues: { value: '', description: '' },
    validate: { value: (value) => (!wellFormed.test(value.trim()) ? 'A permission has no blanks and no quotes, as in read:appointments.' : api.scopes.some((scope) => scope.value === value.trim()) ? 'The API has this permission already.' : null) },
  });
  const add = ({ value, description }: { readonly value: string; readonly description: string }) =>
    change.mutate({ scopes: [...api.scopes, { value: value.trim(), description: description.trim() }] }, { onSuccess: () => { form.reset(); document.getElementById('new-permission')?.focus(); } });
  return (
    <form className="card form-card" noValidate onSubmit={form.onSubmit(add)} aria-label="Add a permission">
      <h2>Add a permission</h2>
      <div className="pair">
        <TextInput id="new-permission" label="Permission" description="As it stands in tokens, as in read:appointments." dir="ltr" spellCheck={false} {...form.getInputProps('value')} />
        <TextInput label="What people read" description="As in: See your appointments" {...form.getInputProps('description')} />
      </div>
      <div><Button type="submit" loading={change.isPending}>Add permission</Button></div>
    </form>
  );
}
