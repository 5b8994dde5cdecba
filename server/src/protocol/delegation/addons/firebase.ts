import { Refusal } from '../../../kernel/refusal.ts';
import { requireNamed, type AddonKind } from './addon-kind.ts';
import { signWithPrivateKey } from './sign-with-private-key.ts';

/** Who reads custom tokens of Firebase. */
const audience = 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit';
/** Firebase takes none that lives longer. */
const longest = 3600;

/** Auth0: add-on `firebase`. A custom token of Firebase Authentication: a JWT by the key of a service account, whose `uid` is the person (128 characters at most). */
export const firebase: AddonKind = {
  kind: 'firebase',
  issue({ settings, secrets, userId, now, ttl }) {
    const named = requireNamed(settings, 'setting', ['client_email']);
    if (named instanceof Refusal) return named;
    const keys = requireNamed(secrets, 'secret', ['private_key']);
    if (keys instanceof Refusal) return keys;
    const kid = settings['private_key_id'];
    const expiresIn = Math.min(longest, ttl);
    const token = signWithPrivateKey({
      header: { alg: 'RS256', typ: 'JWT', ...(kid === undefined ? {} : { kid }) },
      claims: { iss: named.client_email, sub: named.client_email, aud: audience, iat: now, exp: now + expiresIn, uid: userId.slice(0, 128) },
    }, keys.private_key);
    return token instanceof Refusal ? token : { id_token: token, token_type: 'Bearer', expires_in: expiresIn };
  },
};
