import type { DeveloperDetail } from '../page.ts';
import type { View } from '../view.ts';
import { difference, type Marked } from '../words/difference.ts';

interface Props { readonly view: View; readonly detail: DeveloperDetail }

/** What a developer needs: the error of the wire, the reason, what was sent and expected, how to repair it, what the server checked. */
export function DeveloperPart({ view, detail }: Props) {
  return (
    <details open>
      <summary>{view.say('developer.title')}</summary>
      <div class="stack">
        <p class="small"><code dir="ltr">{detail.error}</code> · <a href={`/docs/errors/${encodeURIComponent(detail.reason)}`}><code dir="ltr">{detail.reason}</code></a></p>
        <p class="small" dir="auto">{detail.explain}</p>
        <SentAndExpected view={view} detail={detail} />
        {detail.checks.length === 0 ? null : <Checks view={view} detail={detail} />}
        <p class="small muted">{view.say('developer.why')}</p>
      </div>
    </details>
  );
}

function SentAndExpected({ view, detail }: Props) {
  const { received, expected, fix, section } = detail;
  const [address = ''] = (expected ?? '').split(' ');
  const marks = received === undefined || expected === undefined ? undefined : difference(received, address);
  const rest = (expected ?? '').slice(address.length);
  return (
    <table>
      <caption>{view.say('developer.sent_expected')}</caption>
      <tbody>
        {received === undefined ? null : <tr><th scope="row">{view.say('developer.sent')}</th><td><code dir="ltr">{marks === undefined ? received : <Differing text={marks.sent} />}</code></td></tr>}
        {expected === undefined ? null : <tr><th scope="row">{view.say('developer.expected')}</th><td><code dir="ltr">{marks === undefined ? expected : <><Differing text={marks.expected} />{rest}</>}</code></td></tr>}
        <tr><th scope="row">{view.say('developer.fix')}</th><td>{fix.length === 1 ? fix[0] : <ul>{fix.map((each) => <li key={each}>{each}</li>)}</ul>}</td></tr>
        {section === undefined ? null : <tr><th scope="row">{view.say('developer.rule')}</th><td>{section}</td></tr>}
      </tbody>
    </table>
  );
}

const Differing = ({ text }: { readonly text: Marked }) => <>{text.start}{text.middle === '' ? null : <mark>{text.middle}</mark>}{text.end}</>;

function Checks({ view, detail }: Props) {
  return (
    <table>
      <caption>{view.say('developer.checks')}</caption>
      <thead><tr><th scope="col">{view.say('developer.check')}</th><th scope="col">{view.say('developer.result')}</th></tr></thead>
      <tbody>
        {detail.checks.map(({ check, ok, holds, section }) => (
          <tr key={check}>
            <td>{holds} <span class="muted">{section}</span></td>
            <td><span class={ok ? 'tag ok' : 'tag bad'}>{view.say(ok ? 'developer.pass' : 'developer.fail')}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
