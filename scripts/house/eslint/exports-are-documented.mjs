/** Every exported thing says in a docstring what goes in and out, in which units, and which section it comes from. */
export const exportsAreDocumented = {
  meta: { type: 'suggestion', schema: [], messages: { missing: '"{{name}}" is exported and has no docstring (`/** … */` right above).' } },
  create(context) {
    const { sourceCode } = context;
    return {
      ExportNamedDeclaration(node) {
        if (node.declaration === null) return;
        const above = sourceCode.getCommentsBefore(node).at(-1);
        if (above?.type === 'Block' && above.value.startsWith('*')) return;
        const { id, declarations } = node.declaration;
        context.report({ node, messageId: 'missing', data: { name: id?.name ?? declarations?.map((one) => sourceCode.getText(one.id)).join(', ') ?? 'it' } });
      },
    };
  },
};
