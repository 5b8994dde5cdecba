import { Link } from '@tanstack/react-router';
import type { Step } from '../../../server/src/playground/flow.ts';
import type { Message } from '../../../server/src/playground/messages-of.ts';
import type { CheckListProps } from '../logs/check-list.tsx';
import { CheckList } from '../logs/check-list.tsx';
import { nameOfEvent, whyOf } from '../logs/log-words.ts';
import type { LogLine } from '../api/records.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { Tag } from '../pieces/tag.tsx';
import { AsCode } from './as-code.tsx';
import { DecodedTokens } from './decoded-tokens.tsx';
import { showTemplate } from './fill-template.ts';
import { answerText, requestText } from './http-message.ts';
import { maskLasting } from './mask-secrets.ts';
import { requestOf } from './run-call.ts';
import type { Compared, RunState, StepResult } from './run-state.ts';
import { visitUrl } from './run-visit.ts';
import { wordsOfPath } from './sequence.tsx';

interface MessageViewProps { readonly message: Message; readonly number: number; readonly state: RunState; readonly isOpen: boolean }

/** One message: what it is for, what went over the wire, what the server checked. */
export function MessageView({ message, number, state, isOpen }: MessageViewProps) {
  const result = isOpen ? state.results.get(message.step) : undefined;
  const step = state.flow.steps.find(({ id }) => id === message.step);
  if (step === undefined) return null;
  return (
    <section className="stack" aria-label={`Message ${number}`}>
      <div className="card form-card">
        <div><h2>{number}. {message.title} {result?.refused !== undefined && message.part === 'came' ? <Tag kind="bad">Refused</Tag> : null}</h2><p className="muted small">{wordsOfPath(message.path)}</p></div>
        <p>{message.words}</p>
        {message.fields.length === 0 ? null : <Purposes message={message} step={step} state={state} />}
        {result?.left === undefined ? null : <p className="note">{result.left}</p>}
        <Wire message={message} step={step} state={state} result={result} />
      </div>
      {result === undefined || message.part === 'inside' ? null : <Decisions message={message} step={step} result={result} />}
    </section>
  );
}

interface PartProps extends Pick<MessageViewProps, 'message' | 'state'> { readonly step: Step }

function Purposes({ message: { fields, part }, step, state: { values } }: PartProps) {
  return (
    <dl className="purposes" aria-label={part === 'inside' ? 'Values' : 'Parameters'}>
      {fields.map(([name, value, purpose]) => <div className="fact" key={name}><dt><code>{name}</code></dt><dd>{purpose}{part === 'inside' && step.kind === 'make' ? null : <> <code className="muted small">{value === '' ? 'left out' : maskLasting(`&${name}=${showTemplate(value, values)}`).slice(name.length + 2).slice(0, 80)}</code></>}</dd></div>)}
    </dl>
  );
}

function Wire({ message: { part }, step, state, result }: PartProps & { readonly result: StepResult | undefined }) {
  if (part === 'inside') return result === undefined ? null : <Inside result={result} />;
  if (part === 'there') return null;
  if (part === 'sent') return <Sent step={step} state={state} result={result} />;
  if (result === undefined) return <p className="muted">It has not come yet.</p>;
  const answer = result.exchange?.answer;
  if (answer === undefined) return result.left === undefined ? <p className="muted">Nothing came back to the application: the browser stayed at the server.</p> : null;
  return <><CopyBlock label="answer" text={answerText(answer)} /><DecodedTokens answer={answer} /></>;
}

function Sent({ step, state, result }: { readonly step: Step; readonly state: RunState; readonly result: StepResult | undefined }) {
  const planned = step.kind === 'call' ? requestOf(step, state) : step.kind === 'visit' ? { method: 'GET', url: visitUrl(step, state), headers: [], body: undefined } : undefined;
  const request = result?.exchange?.request ?? planned;
  if (request === undefined || !URL.canParse(request.url)) return null;
  return (
    <>
      {result?.exchange === undefined ? <p className="muted small">It has not been sent yet; what is made on the way is still empty.</p> : null}
      <CopyBlock label="request" text={maskLasting(requestText(request))} />
      <AsCode request={request} />
    </>
  );
}

function Inside({ result: { made = [], compared = [] } }: { readonly result: StepResult }) {
  if (compared.length > 0) return <ol className="checks">{compared.map((one) => <ComparedRow key={one.name} {...one} />)}</ol>;
  return made.length === 0 ? null : <CopyBlock label="values" text={made.map(([name, value]) => `${name} = ${value}`).join('\n')} />;
}

function ComparedRow({ name, received, expected, equal }: Compared) {
  return (
    <li>
      <span><Tag kind={equal ? 'ok' : 'bad'}>{equal ? 'Equal' : 'Differs'}</Tag></span><div><code>{name}</code></div>
      <dl><dt>Received</dt><dd><code>{received === '' ? 'nothing' : received}</code></dd><dt>Expected</dt><dd><code>{expected}</code></dd></dl>
    </li>
  );
}

/** What the server checked; it is told of where the answer is, and of what the person did where that is. */
function Decisions({ message: { part }, step, result: { lines, refused, exchange } }: { readonly message: Message; readonly step: Step; readonly result: StepResult }) {
  if (step.kind === 'visit' ? part !== 'there' : part !== 'came') return null;
  if (lines.length > 0) return <>{lines.map((line) => <Decision key={line.log_id} line={line} />)}</>;
  if (step.kind === 'call' && step.to === 'api' && exchange !== undefined) return <ApiChecked refused={refused} />;
  return null;
}

function Decision({ line }: { readonly line: LogLine }) {
  const checks: CheckListProps['checks'] = line.checks ?? [];
  return (
    <div className="stack">
      <p className={line.reason === undefined ? 'note ok' : 'note bad'}><span><b>{nameOfEvent(line)}</b>: {whyOf(line)}{line.reason === undefined ? null : <> <code>{line.reason}</code></>} <Link to="/logs/$id" params={{ id: line.log_id ?? '' }}>The decision record</Link></span></p>
      {checks.length === 0 ? null : <CheckList checks={checks} />}
    </div>
  );
}

function ApiChecked({ refused }: { readonly refused: StepResult['refused'] }) {
  return <p className={refused === undefined ? 'note ok' : 'note bad'}><span>{refused === undefined ? 'The API verified the token by itself: signature, issuer, audience, time and permission hold. The server was not asked, so its log has no line of it.' : <>The API refused by itself: {refused.words} <code>{refused.reason}</code></>}</span></p>;
}
