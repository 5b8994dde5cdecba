import { Refusal } from '../../kernel/refusal.ts';
import type { Params } from '../../protocol/params.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { OpenTransaction } from '../interaction/transaction.ts';

/** What the sign-up form says; a field that is empty or not there is `undefined`. */
export interface Registration { readonly email: string | undefined; readonly username: string | undefined; readonly password: string }

/** The fields of the form. Which names are needed, the connection says; the password always is. */
export function parseRegistration(params: Params): Registration | OAuthRefusal {
  const password = params.required('password');
  return password instanceof Refusal ? password : { email: params.optional('email'), username: params.optional('username'), password };
}

/** OIDC Core §3.1.2.1: a login_hint that is an address stands in the form. */
export function prefilledEmail({ request }: OpenTransaction): string {
  const hint = request['login_hint']?.[0] ?? '';
  return hint.includes('@') ? hint.slice(0, 254) : '';
}
