import { Tag } from '../pieces/tag.tsx';
import type { SignatureVerdict } from './verify-signature.ts';

const tags = { good: ['ok', 'Signature verified'], bad: ['bad', 'Signature wrong'], unknown: ['warn', 'Not verified'] } as const;

/** What the signature is worth, in two words. */
export function SignatureTag({ verdict }: { readonly verdict: SignatureVerdict | undefined }) {
  if (verdict === undefined) return <Tag>Verifying …</Tag>;
  const [kind, words] = tags[verdict.state];
  return <Tag kind={kind}>{words}</Tag>;
}
