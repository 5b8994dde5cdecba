import { Refusal } from '../../../kernel/refusal.ts';
import { expirationOf, requireNamed, type AddonKind } from './addon-kind.ts';
import { signWithPrivateKey } from './sign-with-private-key.ts';

/** Auth0: add-on `layer`. A Layer External Identity Token: it answers the nonce that Layer gave the application, for the person `prn`. */
export const layer: AddonKind = {
  kind: 'layer',
  issue(call) {
    const named = requireNamed(call.settings, 'setting', ['providerId', 'keyId']);
    if (named instanceof Refusal) return named;
    const keys = requireNamed(call.secrets, 'secret', ['privateKey']);
    if (keys instanceof Refusal) return keys;
    const nonce = call.params.required('nonce');
    if (nonce instanceof Refusal) return nonce;
    const expiresIn = expirationOf(call, 300);
    const token = signWithPrivateKey({
      header: { typ: 'JWT', alg: 'RS256', cty: 'layer-eit;v=1', kid: named.keyId },
      claims: { iss: named.providerId, prn: call.userId, iat: call.now, exp: call.now + expiresIn, nce: nonce },
    }, keys.privateKey);
    return token instanceof Refusal ? token : { id_token: token, token_type: 'Bearer', expires_in: expiresIn };
  },
};
