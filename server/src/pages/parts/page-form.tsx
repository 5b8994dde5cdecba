import type { ComponentChildren } from 'preact';
import type { FormTokens } from '../page.ts';

interface Props { readonly action: '/u/login' | '/u/login-code' | '/passwordless/verify_redirect' | '/u/signup' | '/u/forgot-password' | '/u/check-email' | '/u/link' | '/u/new-password' | '/u/consent' | '/u/logout' | '/activate' | '/u/device' | '/u/approvals'; readonly form: FormTokens; readonly class?: string; readonly children: ComponentChildren }

/** A form that goes back to the page's own path with the transaction and the proof that it is our own (RFC 6749 §10.12). */
export function PageForm({ action, form, class: name = 'stack', children }: Props) {
  return (
    <form method="post" action={action} class={name}>
      <input type="hidden" name="state" value={form.state} />
      <input type="hidden" name="csrf" value={form.csrf} />
      {children}
    </form>
  );
}
