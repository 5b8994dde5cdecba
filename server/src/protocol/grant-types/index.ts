import { authorizationCode } from './authorization-code.ts';
import { clientCredentials } from './client-credentials.ts';
import type { GrantType } from './grant-type.ts';
import { password } from './password.ts';
import { passwordRealm } from './password-realm.ts';
import { tokenExchange } from './token-exchange.ts';
import { refreshToken } from './refresh-token.ts';

/** Every grant type that this server offers; discovery lists exactly these. */
export const grantTypes: ReadonlyMap<string, GrantType> = new Map([authorizationCode, refreshToken, clientCredentials, password, passwordRealm, tokenExchange].map((grantType) => [grantType.name, grantType]));
