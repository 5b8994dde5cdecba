import { authorizationCode } from './authorization-code.ts';
import { ciba } from './ciba.ts';
import { clientCredentials } from './client-credentials.ts';
import { deviceCode } from './device-code.ts';
import type { GrantType } from './grant-type.ts';
import { jwtBearer } from './jwt-bearer.ts';
import { password } from './password.ts';
import { passwordRealm } from './password-realm.ts';
import { passwordlessOtp } from './passwordless-otp.ts';
import { tokenExchange } from './token-exchange.ts';
import { refreshToken } from './refresh-token.ts';

/** Every grant type that this server offers; discovery lists exactly these. */
export const grantTypes: ReadonlyMap<string, GrantType> = new Map([authorizationCode, refreshToken, clientCredentials, password, passwordRealm, passwordlessOtp, tokenExchange, jwtBearer, deviceCode, ciba].map((grantType) => [grantType.name, grantType]));

/** The short names that the seeds write at `/oauth2/token`, and at no other address: everywhere else a name is spelled out (RFC 8628 §3.4). */
export const shortNames: ReadonlyMap<string, string> = new Map([['device_code', deviceCode.name]]);
