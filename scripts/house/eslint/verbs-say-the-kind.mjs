const vague = /^(?:check|handle|process|manage|do)(?=[A-Z]|$)/;
const isFunction = (node) => node !== null && ['ArrowFunctionExpression', 'FunctionExpression'].includes(node?.type);

/** The name of an exported function tells its kind (parse, prove, find, issue, commit, render …); a vague verb tells nothing. */
export const verbsSayTheKind = {
  meta: { type: 'suggestion', schema: [], messages: { vague: '"{{name}}": say what comes out (parse…, prove…, find…, issue…, commit…, render…).' } },
  create(context) {
    const refuse = (id) => {
      if (id?.type === 'Identifier' && vague.test(id.name)) context.report({ node: id, messageId: 'vague', data: { name: id.name } });
    };
    return {
      'ExportNamedDeclaration > FunctionDeclaration'(node) { refuse(node.id); },
      'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator'(node) { if (isFunction(node.init)) refuse(node.id); },
    };
  },
};
