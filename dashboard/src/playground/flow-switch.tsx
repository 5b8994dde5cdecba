import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FlowSwitch } from '../../../server/src/playground/flow.ts';
import type { PublishedFlow } from '../../../server/src/playground/published-flows.ts';
import { useApi } from '../api/api-context.ts';
import type { TenantSettings } from '../api/records.ts';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { LinkButton } from '../pieces/link-button.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';

const key = ['settings'] as const;

/** Is the tenant's half of the switch on? `undefined`: nobody knows yet, or may know. */
export function useFlowSwitch(flag: FlowSwitch | undefined): boolean | undefined {
  const api = useApi();
  const enabled = useMay('read:tenant_settings') && flag !== undefined;
  const { data } = useQuery({ queryKey: key, queryFn: () => api.get<TenantSettings>('/tenants/settings'), enabled });
  return flag === undefined ? true : data === undefined ? undefined : data.flags?.[flag] === true;
}

/** Why a flow is not recommended, and for those that are off the switch of the tenant, which can be taken back. */
export function FlowWarning({ flow, better }: { readonly flow: PublishedFlow; readonly better: PublishedFlow | undefined }) {
  const { warning } = flow;
  if (warning === undefined) return null;
  return (
    <section className="note warn" aria-label="Not recommended">
      <h2>Not recommended, and here is why</h2>
      <p>{warning.why}</p>
      {better === undefined ? null : <LinkButton variant="default" size="xs" h={32} to="/playground/$flow" params={{ flow: better.id }}>Better: {better.title}</LinkButton>}
      {warning.flag === undefined ? null : <Switch flow={flow} flag={warning.flag} />}
    </section>
  );
}

function Switch({ flow, flag }: { readonly flow: PublishedFlow; readonly flag: FlowSwitch }) {
  const api = useApi();
  const queries = useQueryClient();
  const on = useFlowSwitch(flag);
  const mayChange = useMay('update:tenant_settings');
  const changing = useMutation({
    mutationFn: (wanted: boolean) => api.patch<TenantSettings>('/tenants/settings', { flags: { [flag]: wanted } }),
    onSuccess: (next, wanted) => { queries.setQueryData(key, next); tellDone(wanted ? 'The flow is on in the tenant' : 'The flow is off again'); },
  });
  const ask = () => modals.openConfirmModal({
    title: <b>Switch “{flow.title}” on?</b>, labels: { confirm: 'Switch it on', cancel: 'Leave it off' }, onConfirm: () => changing.mutate(true),
    children: <p>The tenant allows the flow then (<code>{flag}</code>). Each application has a switch of its own, which stays off: only the application of the playground uses it. Switch it off again when you have seen enough.</p>,
  });
  if (on === undefined) return <p>It works where the tenant and the application switch it on: <code>{flag}</code>.</p>;
  return (
    <>
      <p>{on ? <>It is on in this tenant (<code>{flag}</code>).</> : <>It is off in this tenant. The switch is <code>{flag}</code>; the application of the playground has its own half.</>}</p>
      {changing.isError ? <FailureNotice error={changing.error} what="The switch was not changed" takesFocus /> : null}
      {!mayChange ? <p>Changing it takes <code>update:tenant_settings</code>.</p> : on ? <Button variant="default" size="xs" h={32} loading={changing.isPending} onClick={() => changing.mutate(false)}>Switch it off again</Button> : <Button variant="default" size="xs" h={32} loading={changing.isPending} onClick={ask}>Switch it on …</Button>}
    </>
  );
}
