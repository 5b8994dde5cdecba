import type { LegacyFlow } from '../../kernel/tenant.ts';
import { contentEncryptions, encryptionAlgs } from '../../protocol/vocabulary/encryption.ts';

const ringAlgorithms = ['RS256', 'ES256', 'EdDSA', 'PS256'];

/** What can be had in another form than plain, by the name that its members begin with (OIDC Discovery §3, OAuth JARM §4, RFC 9701 §7). */
const answers = ['id_token', 'userinfo', 'authorization', 'introspection'];

/** The forms of answers. Shared secrets are spoken of where the tenant switched them on. */
export function formatMembers(flows: readonly LegacyFlow[]): Readonly<Record<string, readonly string[]>> {
  const signing = flows.includes('shared_secret_signing') ? [...ringAlgorithms, 'HS256'] : ringAlgorithms;
  return {
    ...Object.fromEntries(answers.flatMap((name) => [
      [`${name}_signing_alg_values_supported`, signing],
      [`${name}_encryption_alg_values_supported`, encryptionAlgs],
      [`${name}_encryption_enc_values_supported`, contentEncryptions],
    ])),
    subject_types_supported: ['public', 'pairwise'],
  };
}
