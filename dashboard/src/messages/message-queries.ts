import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { isMissing } from '../api/api-failure.ts';
import { segment } from '../api/management-api.ts';
import { tailEvery } from '../logs/log-query.ts';
import { useMay } from '../session/session-context.ts';
import type { KeptHead, KeptMail, MailProvider, MailWay, Message, MessageName, MessagePreview, MessageRow, QueuedMail } from './message-records.ts';

/** Every mail that there is. */
export function useMessages() {
  const api = useApi();
  return useQuery({ queryKey: ['messages', 'list'], queryFn: async () => (await api.get<{ readonly templates: readonly MessageRow[] }>('/email-templates')).templates });
}

/** A mail as the tenant wrote it; `null` where it did not. The list is asked first: what is not there would be a refusal in the log. */
export function useMessage(name: MessageName) {
  const api = useApi();
  return useQuery({
    queryKey: ['messages', 'one', name],
    queryFn: async (): Promise<Message | null> => {
      const { templates } = await api.get<{ readonly templates: readonly MessageRow[] }>('/email-templates');
      return templates.some(({ template, written }) => template === name && written) ? api.get<Message>(`/email-templates/${segment(name)}`) : null;
    },
  });
}

/** The words of a draft; what is empty is this server's own. */
export interface DraftWords { readonly from: string; readonly subject: string; readonly body: string }
/** A text as it is sent. */
export const orNothing = (text: string) => (text.trim() === '' ? null : text);

interface Wanted { readonly name: MessageName; readonly language: string; /** `undefined`: what is stored. */ readonly words: DraftWords | undefined }

/** A mail with sample values, rendered by the server. */
export function usePreview({ name, language, words }: Wanted) {
  const api = useApi();
  const path = `/email-templates/${segment(name)}/preview`;
  return useQuery({
    queryKey: ['messages', 'preview', name, language, words], placeholderData: keepPreviousData, retry: false,
    queryFn: () => (words === undefined ? api.get<MessagePreview>(path, { language }) : api.post<MessagePreview>(path, { language, from: orNothing(words.from), subject: orNothing(words.subject), body: orNothing(words.body) })),
  });
}

/** Where mail goes now. */
export function useMailWay() {
  const api = useApi();
  return useQuery({ queryKey: ['messages', 'way'], queryFn: () => api.get<MailWay>('/emails/way'), enabled: useMay('read:email_provider') });
}

/** The SMTP server of the tenant, where it has one. */
export function useProvider(enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ['messages', 'provider'], enabled,
    queryFn: () => api.get<MailProvider>('/emails/provider', { fields: 'name,enabled,default_from_address,credentials' }).catch((error: unknown) => { if (isMissing(error)) return {}; throw error; }),
  });
}

/** What has not left yet; asked for again and again. */
export function useQueue() {
  const api = useApi();
  return useQuery({ queryKey: ['messages', 'queue'], queryFn: async () => (await api.get<{ readonly mails: readonly QueuedMail[] }>('/emails/queue')).mails, refetchInterval: tailEvery });
}

/** The outbox of development; asked for again and again. */
export function useOutbox() {
  const api = useApi();
  return useQuery({ queryKey: ['messages', 'outbox'], queryFn: async () => (await api.get<{ readonly mails: readonly KeptHead[] }>('/emails/outbox')).mails, refetchInterval: tailEvery });
}

/** One mail of it. */
export function useKeptMail(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['messages', 'kept', id], queryFn: () => api.get<KeptMail>(`/emails/outbox/${segment(id)}`), staleTime: Infinity });
}
