import type { Quickstart, QuickstartValues } from './quickstart.ts';

const needs = () => ({ grant_types: ['client_credentials'] });
const run = (command: string) => ({ title: 'Run', kind: 'command', text: `CLIENT_SECRET=the_secret_of_this_application ${command}` }) as const;
const isBasic = ({ method }: QuickstartValues) => method === 'client_secret_basic';

/** A machine with nothing but curl. */
const curl: Quickstart = {
  id: 'curl', title: 'curl', types: ['non_interactive'], base: undefined, asksApi: true, needs,
  steps: (values) => [{ title: 'Ask for a token', kind: 'command', text: `curl -s ${values.issuer}oauth/token \\
  -d grant_type=client_credentials \\
  -d audience=${values.audience} \\
${isBasic(values) ? `  -u "${values.clientId}:$CLIENT_SECRET"` : `  -d client_id=${values.clientId} \\\n  -d client_secret="$CLIENT_SECRET"`}` }],
};

/** A machine with Node.js. */
const node: Quickstart = {
  id: 'node', title: 'Node.js', types: ['non_interactive'], base: undefined, asksApi: true, needs,
  steps: (values) => [
    { title: 'token.mjs', kind: 'file', text: `const answer = await fetch('${values.issuer}oauth/token', {
  method: 'POST',
${isBasic(values) ? `  headers: { authorization: \`Basic \${btoa('${values.clientId}:' + process.env.CLIENT_SECRET)}\` },\n` : ''}  body: new URLSearchParams({
    grant_type: 'client_credentials',
    audience: '${values.audience}',
${isBasic(values) ? '' : `    client_id: '${values.clientId}',\n    client_secret: process.env.CLIENT_SECRET,\n`}  }),
});
const token = await answer.json();
console.log(JSON.stringify(token, null, 2));
` },
    run('node token.mjs'),
  ],
};

/** A machine with Python. */
const python: Quickstart = {
  id: 'python', title: 'Python', types: ['non_interactive'], base: undefined, asksApi: true, needs,
  steps: (values) => [
    { title: 'token.py', kind: 'file', text: `import base64, json, os
from urllib.parse import urlencode
from urllib.request import Request, urlopen

secret = os.environ['CLIENT_SECRET']
request = Request('${values.issuer}oauth/token', data=urlencode({
    'grant_type': 'client_credentials',
    'audience': '${values.audience}',
${isBasic(values) ? '' : `    'client_id': '${values.clientId}',\n    'client_secret': secret,\n`}}).encode())
${isBasic(values) ? `request.add_header('Authorization', 'Basic ' + base64.b64encode(('${values.clientId}:' + secret).encode()).decode())\n` : ''}with urlopen(request) as answer:
    print(json.dumps(json.load(answer), indent=2))
` },
    run('python3 token.py'),
  ],
};

/** Guides for programs that nobody signs in to. */
export const machines: readonly Quickstart[] = [curl, node, python];
