import { Refusal } from '../../kernel/refusal.ts';
import type { Params } from '../../protocol/params.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { OpenTransaction } from '../interaction/transaction.ts';

/** What the sign-up form says. */
export interface Registration { readonly email: string; readonly password: string }

/** The two fields of the form; both are needed. */
export function parseRegistration(params: Params): Registration | OAuthRefusal {
  const email = params.required('email');
  if (email instanceof Refusal) return email;
  const password = params.required('password');
  return password instanceof Refusal ? password : { email, password };
}

/** OIDC Core §3.1.2.1: a login_hint that is an address stands in the form. */
export function prefilledEmail({ request }: OpenTransaction): string {
  const hint = request['login_hint']?.[0] ?? '';
  return hint.includes('@') ? hint.slice(0, 254) : '';
}
