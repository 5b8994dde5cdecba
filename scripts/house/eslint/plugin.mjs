import { evidenceByItsProver } from './evidence-by-its-prover.mjs';
import { exportsAreDocumented } from './exports-are-documented.mjs';
import { verbsSayTheKind } from './verbs-say-the-kind.mjs';

/** The rules of this house that no package has. */
export const house = {
  meta: { name: 'house' },
  rules: { 'evidence-by-its-prover': evidenceByItsProver, 'exports-are-documented': exportsAreDocumented, 'verbs-say-the-kind': verbsSayTheKind },
};
