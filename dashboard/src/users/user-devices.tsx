import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Device } from '../api/records.ts';
import { useApplications } from '../applications/application-queries.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { dashboardClient } from '../session/client.ts';
import { useMay } from '../session/session-context.ts';
import { useDevices } from './user-queries.ts';

/** Devices that stay signed in: each has a refresh token of one application. */
export function UserDevices({ userId }: { readonly userId: string }) {
  const devices = useDevices(userId);
  return <Loaded query={devices} what="list of devices">{(all) => (all.length === 0 ? <EmptyState title="No devices">A device stands here when an application keeps somebody signed in on it, with a refresh token.</EmptyState> : <DeviceTable userId={userId} devices={all} />)}</Loaded>;
}

function DeviceTable({ userId, devices }: { readonly userId: string; readonly devices: readonly Device[] }) {
  const api = useApi();
  const queries = useQueryClient();
  const names = new Map(useApplications({ enabled: useMay('read:clients') }).data?.map(({ client_id: id = '', name = '' }) => [id, name]));
  const nameOf = (id: string) => (id === dashboardClient.id ? 'This dashboard' : <code>{id}</code>);
  const revoking = useMutation({
    mutationFn: ({ id }: Device) => api.delete(`/device-credentials/${segment(id)}`),
    onSuccess: async () => { await queries.invalidateQueries({ queryKey: ['users', 'devices', userId] }); tellDone('The device is signed out'); },
  });
  const ask = (device: Device) => modals.openConfirmModal({
    title: <b>Sign this device out?</b>, children: <p>The refresh token of {names.get(device.client_id) ?? 'the application'} {device.device_name === '' ? '' : `on ${device.device_name} `}ends at once. Access tokens that it brought end with their own time.</p>,
    labels: { confirm: 'Revoke', cancel: 'Keep it' }, confirmProps: { color: 'red' }, onConfirm: () => revoking.mutate(device),
  });
  const mayRevoke = useMay('delete:device_credentials');
  const columns: readonly Column<Device>[] = [
    { title: 'Device', width: '34%', cell: ({ device_name: name }) => (name === '' ? 'Unnamed device' : name) },
    { title: 'Application', cell: ({ client_id: id }) => (names.has(id) ? <Link to="/applications/$id" params={{ id }}>{names.get(id)}</Link> : nameOf(id)) },
    { title: 'Holds', width: '200px', cell: ({ type }) => (type === 'public_key' ? 'A key' : type === 'rotating_refresh_token' ? 'Rotating refresh token' : 'Refresh token') },
    ...(mayRevoke ? [{ title: '', width: '120px', cell: (device: Device) => <Button variant="default" color="red" size="xs" h={32} disabled={revoking.isPending} onClick={() => ask(device)} aria-label={`Revoke ${device.device_name === '' ? 'the unnamed device' : device.device_name}`}>Revoke</Button> }] : []),
  ];
  return (
    <div className="stack">
      {revoking.isError ? <FailureNotice error={revoking.error} what="The device was not signed out" takesFocus /> : null}
      <RecordTable caption="Devices" columns={columns} rows={devices} keyOf={({ id }) => id} />
    </div>
  );
}
