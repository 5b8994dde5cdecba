import { evidence } from './evidence.mjs';

const sourceRoot = /^.*?\/server\/src\//;

/** May this file make values of the type? */
const isProver = (name, path) => evidence[name].some((prover) => (prover.endsWith('/') ? path.startsWith(prover) : path === prover));

/**
 * A branded value is made only by its prover: no `as`, no `<T>`, no type predicate elsewhere. A brand without a prover in the list is refused too,
 * and so is `as never`, which would be let in anywhere.
 */
export const evidenceByItsProver = {
  meta: {
    type: 'problem', schema: [],
    messages: {
      forged: '{{name}} is evidence: only {{provers}} may make one.',
      unlisted: 'The brand {{name}} has no prover in scripts/house/eslint/evidence.mjs.',
      never: '`as never` fits every type, evidence too.',
    },
  },
  create(context) {
    const path = context.filename.replaceAll('\\', '/').replace(sourceRoot, '');
    const renamed = new Map();
    const refuseIn = (typeNode) => {
      if (typeNode.type === 'TSNeverKeyword') context.report({ node: typeNode, messageId: 'never' });
      for (const { name, node } of namedTypes(typeNode, context.sourceCode.visitorKeys)) {
        const original = renamed.get(name) ?? name;
        if (Object.hasOwn(evidence, original) && !isProver(original, path)) context.report({ node, messageId: 'forged', data: { name: original, provers: evidence[original].join(', ') } });
      }
    };
    return {
      ImportSpecifier(node) { if (node.imported.name !== node.local.name) renamed.set(node.local.name, node.imported.name); },
      'TSAsExpression, TSTypeAssertion'(node) { refuseIn(node.typeAnnotation); },
      TSTypePredicate(node) { if (node.typeAnnotation) refuseIn(node.typeAnnotation.typeAnnotation); },
      'TSTypeReference[typeName.name="Brand"]'(node) {
        const name = node.typeArguments?.params[1]?.literal?.value;
        if (typeof name === 'string' && !Object.hasOwn(evidence, name)) context.report({ node, messageId: 'unlisted', data: { name } });
      },
    };
  },
};

/** Every type that is named in a type, and every brand that is written out. */
function namedTypes(node, keys) {
  const own = node.type === 'TSTypeReference' ? [{ name: node.typeName.name, node }] : [];
  const brand = own[0]?.name === 'Brand' ? [{ name: node.typeArguments?.params[1]?.literal?.value, node }] : [];
  // `Settings['x']` and `typeof x` name a type without being one.
  const parts = node.type === 'TSIndexedAccessType' ? [] : (keys[node.type] ?? []).flatMap((key) => node[key] ?? []);
  return [...own, ...brand, ...parts.filter((part) => part?.type !== undefined).flatMap((part) => namedTypes(part, keys))];
}
