import { laneNames, type Break, type CallStep, type Flow, type Lane, type Step, type VisitStep } from './flow.ts';
import { messagesOf, type Message } from './messages-of.ts';
import { refusalWords } from './refusal-words.ts';
import { showTemplate } from './show-template.ts';

const known: Readonly<Record<string, string>> = { redirect_uri: 'https://app.example/callback', audience: 'https://api.example', issuer: 'https://auth.example/', api_address: 'https://api.example', client_id: 'YOUR_CLIENT_ID', client_secret: 'YOUR_CLIENT_SECRET' };
/** Values of an example; what is made or brought by a step keeps its name. */
const example = (template: string): string => showTemplate(template.replaceAll(/\{\{([\w.-]+)\}\}/g, (whole, name: string) => known[name] ?? whole.replace('{{back.', '{{')));

/** The page of a flow in `docs/flows/`, in Markdown. `others`: every flow, for the way to a better one. */
export function renderFlowPage(flow: Flow, others: readonly Flow[]): string {
  const messages = messagesOf(flow);
  const parts = [
    `# ${flow.title}`, flow.about, `For whom: ${flow.use}`, `Described in ${flow.sections.join(', ')}. Run it, step by step and with the raw HTTP, in the [flow playground](/dashboard/playground/${flow.id}) of the dashboard.`,
    ...warningOf(flow, others), '## The messages', diagramOf(messages), ...messages.flatMap((message, index) => renderMessage(message, index + 1, flow)),
    '## Break it on purpose', 'Each of these is run against the server by its tests.', breaksOf(flow.breaks),
  ];
  return `${parts.join('\n\n')}\n`;
}

function warningOf({ warning }: Flow, others: readonly Flow[]): readonly string[] {
  if (warning === undefined) return [];
  const better = others.find(({ id }) => id === warning.better);
  return [
    '## Not recommended', `${warning.why}${better === undefined ? '' : ` Better: [${better.title}](${better.id}.md).`}`,
    ...(warning.flag === undefined ? [] : [`It is off until the tenant (\`${warning.flag}\`) and the application both switch it on: see [older flows](../legacy-flows.md).`]),
  ];
}

/** A diagram that is read as it is: a line for each message. */
function diagramOf(messages: readonly Message[]): string {
  const place = (path: readonly Lane[]) => path.map((lane) => laneNames[lane]).join(' → ');
  return ['```text', ...messages.map(({ title, path }, index) => `${String(index + 1).padStart(2)}. ${place(path)}: ${title}`), '```'].join('\n');
}

function renderMessage({ step: id, part, title, words, fields }: Message, number: number, { steps }: Flow): readonly string[] {
  const step = steps.find((one) => one.id === id);
  const request = part === 'sent' && step !== undefined && (step.kind === 'call' || step.kind === 'visit') ? [requestOf(step)] : [];
  return [`### ${number}. ${title}`, words, ...request, ...(fields.length === 0 ? [] : [tableOf(fields, step)])];
}

function requestOf(step: VisitStep | CallStep): string {
  const fields = step.fields.filter(([name, value]) => value !== '' && name !== 'prompt').map(([name, value]) => `${name}=${example(value)}`);
  const address = example(step.address);
  const target = address.includes('<') ? address : `/${address}`;
  const isGet = step.kind === 'visit' || step.method === 'GET';
  const head = `${isGet ? 'GET' : 'POST'} ${target}${isGet && fields.length > 0 ? `?${fields.join('\n  &')}` : ''} HTTP/1.1`;
  const bearer = step.kind === 'call' && step.bearer !== undefined && step.bearer !== '' ? [`Authorization: Bearer ${example(step.bearer)}`] : [];
  const body = isGet || fields.length === 0 ? [] : ['Content-Type: application/x-www-form-urlencoded', '', fields.join('\n&')];
  return ['```http', head, ...bearer, ...body, '```'].join('\n');
}

const cell = (text: string) => text.replaceAll('|', '\\|');
const tableOf = (fields: Message['fields'], step: Step | undefined) => [`| ${step?.kind === 'make' || step?.kind === 'prove' ? 'Value' : 'Parameter'} | What it is for |`, '| --- | --- |', ...fields.map(([name, , purpose]) => `| \`${name}\` | ${cell(purpose)} |`)].join('\n');

const breaksOf = (breaks: readonly Break[]): string => ['| What is done wrong | What happens | What it proves |', '| --- | --- | --- |', ...breaks.map((one) => `| ${cell(one.title)} | ${linked(one)} | ${cell(one.proves)} |`)].join('\n');

/** Reasons of the server have a page of their own. */
const linked = (one: Break) => { const { by, reason } = one.refused; return by === 'server' ? refusalWords(one).replace(reason, `[\`${reason}\`](/docs/errors/${reason})`) : refusalWords(one); };
