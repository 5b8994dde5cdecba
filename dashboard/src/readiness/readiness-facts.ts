import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import type { Administrator, Application, TenantSettings } from '../api/records.ts';
import { useApplications } from '../applications/application-queries.ts';
import { useSigningKeys, type SigningKey } from '../keys/key-queries.ts';
import { useMailWay } from '../messages/message-queries.ts';
import type { MailWay } from '../messages/message-records.ts';
import { pageFacts } from '../session/page-facts.ts';
import { useMay } from '../session/session-context.ts';

/** What the checks look at. What is `undefined` may not be read by who is signed in. */
export interface Facts {
  readonly issuer: string;
  readonly development: boolean;
  readonly now: Date;
  readonly applications: readonly Application[] | undefined;
  readonly settings: TenantSettings | undefined;
  readonly mailWay: MailWay | undefined;
  readonly administrators: readonly Administrator[] | undefined;
  readonly keys: readonly SigningKey[] | undefined;
}

/** The facts, each from the Management API, and the first failure. `undefined`: they are still on their way. */
export function useFacts(): { readonly facts: Facts | undefined; readonly error: Error | null; readonly again: () => void } {
  const api = useApi();
  const administrators = useQuery({ queryKey: ['administrators'], queryFn: async () => (await api.get<{ readonly administrators: readonly Administrator[] }>('/administrators')).administrators, enabled: useMay('read:administrators') });
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => api.get<TenantSettings>('/tenants/settings'), enabled: useMay('read:tenant_settings') });
  const applications = useApplications({ enabled: useMay('read:clients') });
  const keys = useSigningKeys({ enabled: useMay('read:signing_keys') });
  const mailWay = useMailWay();
  const every = [administrators, settings, applications, keys, mailWay];
  const facts: Facts = {
    issuer: pageFacts.issuer, development: pageFacts.development, now: new Date(), applications: applications.data, settings: settings.data, mailWay: mailWay.data, administrators: administrators.data, keys: keys.data,
  };
  // Who may not read something never asks for it: such a query waits without being on its way.
  const underWay = every.some(({ isPending, fetchStatus }) => isPending && fetchStatus !== 'idle');
  return { facts: underWay ? undefined : facts, error: every.find(({ isError }) => isError)?.error ?? null, again: () => { for (const one of every) if (one.isError) void one.refetch(); } };
}
