import type { ComponentChildren } from 'preact';
import type { AccountCommon } from './account-pages.ts';

interface Props { readonly action: '/account' | '/account/password' | '/account/devices' | '/account/apps' | '/account/activity' | '/account/data' | '/account/delete'; readonly page: AccountCommon; readonly class?: string; readonly children: ComponentChildren }

/** A form that goes back to its own page with the session that it is for and the proof that it is our own (RFC 6749 §10.12). */
export function AccountForm({ action, page: { tokens }, class: name = 'stack', children }: Props) {
  return (
    <form method="post" action={action} class={name}>
      <input type="hidden" name="state" value={tokens.state} />
      <input type="hidden" name="csrf" value={tokens.csrf} />
      {children}
    </form>
  );
}
