import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment, type ManagementApi } from '../api/management-api.ts';
import type { User } from '../api/records.ts';
import type { TokenPreview } from '../api/token-preview.ts';

/** What a token is asked for; `user` as it was typed. Without one the application acts for itself. */
export interface TokenQuestion { readonly user?: string | undefined; readonly audience?: string | undefined; readonly scope?: string | undefined }

/** What would be issued, and for whom. */
export interface AnsweredPreview { readonly preview: TokenPreview; readonly userId: string | undefined }

/** An address, or the id of a person. */
async function findUserId(api: ManagementApi, typed: string): Promise<string> {
  if (!typed.includes('@') || typed.includes('|')) return typed;
  const [first, second] = await api.get<readonly User[]>('/users-by-email', { email: typed });
  if (first?.user_id === undefined) throw new Error(`Nobody has the address ${typed}.`);
  if (second !== undefined) throw new Error(`Several people have the address ${typed}: write the user ID of the one that you mean.`);
  return first.user_id;
}

/** Asks what makes the tokens what they would contain; `undefined`: nobody asked yet. */
export function useTokenPreview(clientId: string, question: TokenQuestion | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: ['applications', clientId, 'tokens', question], enabled: question !== undefined, retry: false, staleTime: 0,
    queryFn: async (): Promise<AnsweredPreview> => {
      const { user, audience, scope } = question ?? {};
      const userId = user === undefined ? undefined : await findUserId(api, user.trim());
      return { userId, preview: await api.get<TokenPreview>(`/clients/${segment(clientId)}/token-preview`, { user_id: userId, audience: audience === '' ? undefined : audience, scope: scope === '' ? undefined : scope }) };
    },
  });
}
