import { Refusal } from '../../kernel/refusal.ts';
import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import type { Params } from '../../protocol/params.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { OpenTransaction } from '../interaction/transaction.ts';

/** What the login form says. */
export interface Credentials { readonly login: string; readonly password: string }

/** The two fields of the form; both are needed. */
export function parseCredentials(params: Params): Credentials | OAuthRefusal {
  const login = params.required('username');
  if (login instanceof Refusal) return login;
  const password = params.required('password');
  return password instanceof Refusal ? password : { login, password };
}

/** How the empty form is filled. */
export interface Prefilled { readonly username: string; readonly reauthenticate: boolean }

/**
 * OIDC Core §3.1.2.1: the login_hint stands in the form. Who is signed in already and only has to prove it again finds the own name there,
 * but not where another account is to be chosen or another person is meant.
 */
export function prefill({ request }: OpenTransaction, person: PersonInSession | undefined): Prefilled {
  const hint = request['login_hint']?.[0];
  if (hint !== undefined) return { username: hint.slice(0, 254), reauthenticate: false };
  const another = request['prompt']?.[0]?.split(' ').includes('select_account') === true || request['id_token_hint'] !== undefined;
  if (person === undefined || another) return { username: '', reauthenticate: false };
  return { username: person.user.email ?? person.user.username ?? '', reauthenticate: true };
}
