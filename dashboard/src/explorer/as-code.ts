import { dashboardClient as client } from '../session/client.ts';
import { quoted } from '../pieces/as-command.ts';
import { addressOf, bodyOf, filled, findGap, formLines, type Draft } from './draft.ts';
import type { ApiOperation } from './operations.ts';

/** The call for a command line. The token is read from the environment, so that it stands in no history. */
export function curlOf(operation: ApiOperation, draft: Draft): string {
  const lines = [`curl --request ${operation.method} ${quoted(`${client.audience.slice(0, -1)}${addressOf(operation, draft)}`)}`, '  --header "Authorization: Bearer $TOKEN"'];
  if (operation.takesFile) return [...lines, ...formLines(draft).map((line) => `  --form ${quoted(line)}`)].join(' \\\n');
  if (operation.body === undefined || draft.body.trim() === '') return lines.join(' \\\n');
  return [...lines, "  --header 'Content-Type: application/json'", `  --data ${quoted(JSON.stringify(bodyOf(draft)))}`].join(' \\\n');
}

const indent = (text: string) => text.replaceAll('\n', '\n  ');

/** The call with Auth0's SDK for Node (npm package auth0, version 5 and later); what that does not know is called by fetch. */
export function sdkOf(operation: ApiOperation, draft: Draft): string {
  return operation.ours || operation.takesFile ? fetchOf(operation, draft) : sdkCall(operation, draft);
}

function sdkCall(operation: ApiOperation, draft: Draft): string {
  const body = operation.body === undefined ? undefined : bodyOf(draft);
  const query = Object.fromEntries(filled('query', operation, draft).map(([name, value]) => [name, typed(value)]));
  const request = Array.isArray(body) ? body as unknown : { ...query, ...(body as object | undefined) };
  const positions = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => JSON.stringify(draft.values[`path.${name}`] ?? name));
  const given = [...positions, ...(Object.keys(request as object).length === 0 ? [] : [JSON.stringify(request, null, 2)])].join(', ');
  return `import { ManagementClient } from 'auth0';

const management = new ManagementClient({ domain: ${JSON.stringify(new URL(client.issuer).host)}, token: process.env.TOKEN });
const answer = await management.${operation.id}(${given});
console.log(answer);`;
}

/** The SDK takes numbers and truth values where the wire has text. */
function typed(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^\d{1,6}$/.test(value) ? Number(value) : value;
}

function fetchOf(operation: ApiOperation, draft: Draft): string {
  const address = JSON.stringify(`${client.audience.slice(0, -1)}${addressOf(operation, draft)}`);
  const body = operation.body === undefined || operation.takesFile ? undefined : bodyOf(draft);
  const head = operation.takesFile ? "// Auth0's SDK reads the file itself; this is the same with what Node has.\n" : "// Auth0's SDK does not know this operation.\n";
  const form = operation.takesFile ? `const form = new FormData();\n${formLines(draft).map((line) => formLine(line)).join('\n')}\n` : '';
  const members = [`method: '${operation.method}'`, `headers: { authorization: \`Bearer \${process.env.TOKEN}\`${body === undefined ? '' : ", 'content-type': 'application/json'"} }`, ...(form === '' ? [] : ['body: form']), ...(body === undefined ? [] : [`body: JSON.stringify(${indent(JSON.stringify(body, null, 2))})`])];
  return `${head}${form}const response = await fetch(${address}, {\n  ${members.join(',\n  ')},\n});\nconsole.log(response.status, await response.text());`;
}

function formLine(line: string): string {
  const [name = '', value = ''] = [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)];
  return value.startsWith('@') ? `form.append(${JSON.stringify(name)}, await (await import('node:fs')).openAsBlob(${JSON.stringify(value.slice(1))}), ${JSON.stringify(value.slice(1))});` : `form.append(${JSON.stringify(name)}, ${JSON.stringify(value)});`;
}

/** A call as code, where it is whole; else what is missing. */
export function asCode(operation: ApiOperation, draft: Draft): { readonly curl: string; readonly sdk: string } | { readonly gap: string } {
  const gap = findGap(operation, { ...draft, file: draft.file ?? new File([], 'people.json') });
  return gap === undefined ? { curl: curlOf(operation, draft), sdk: sdkOf(operation, draft) } : { gap };
}
