import type { Module } from './modules.ts';

/** A module, the test files that re-enact it, and the reason where none does. */
export interface Found { readonly module: Module; readonly files: readonly string[]; readonly reason: string | undefined }

const titles = { openid: 'OpenID Connect', logout: 'Logout', fapi2: 'FAPI 2.0' } as const;

/** The page `docs/reference/conformance.md`, made from the names in the tests. */
export function renderTable(found: readonly Found[]): string {
  const sections = (['openid', 'logout', 'fapi2'] as const).map((plan) => {
    const rows = found.filter(({ module }) => module.plan === plan);
    const held = rows.filter(({ files }) => files.length > 0).length;
    return [`## ${titles[plan]}: ${held} of ${rows.length}`, '', '| module | test |', '|---|---|', ...rows.map(({ module, files, reason }) => `| \`${module.name}\` | ${files.length > 0 ? files.map((file) => `\`${file}\``).join('<br>') : `– ${reason ?? 'missing'}`} |`), ''].join('\n');
  });
  return `# Conformance

Made from the names in \`server/test\` by \`node scripts/conformance-table.mjs\`; a test fails when this page is out of date, or when a module has neither a test nor a reason.

The modules are those of the OpenID conformance suite, release 5.1.43. The suite itself is a Java program with a browser of its own and is not run here: each module
is re-enacted as a test with its name, and holds what the module holds, for every response type that the plan runs. It proves our own reading of the suite, and is no certificate.
\`gatehouse conformance\` makes a tenant that the real suite can be pointed at.

${sections.join('\n')}`;
}
