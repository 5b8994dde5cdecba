import type { Problem } from '../page.ts';
import type { View } from '../view.ts';
import { problemWords, shownReason, type ProblemField } from '../words/problem-words.ts';
import { retryTime } from '../words/retry-time.ts';
import { Support } from './support.tsx';

/** What a password needs where nobody said more. */
const usualShortest = 8;

interface Props { readonly view: View; readonly problem: Problem; readonly id: string; readonly class: string; readonly autofocus?: boolean }

/** What went wrong and what to do, as the one alert of the page. `data-reason` is stable. */
export function ProblemAlert({ view, problem, id, class: name, autofocus = false }: Props) {
  const words = problemWords(problem.reason);
  return (
    <div class={name} role="alert" id={id} data-reason={shownReason(problem.reason)} tabindex={autofocus ? -1 : undefined} autofocus={autofocus}>
      <strong>{view.say(words.lead)}</strong> {words.text === 'problem.throttled' ? <Retry view={view} problem={problem} /> : view.say(words.text, { shortest: String(problem.shortest ?? usualShortest), support: <Support view={view} />, reference: <code dir="ltr">{view.frame.requestId}</code> })}
    </div>
  );
}

function Retry({ view, problem }: { readonly view: View; readonly problem: Problem }) {
  const when = retryTime(view.language, problem.retryAt, view.setting.now);
  if (when === undefined || problem.retryAt === undefined) return <>{view.say('problem.throttled.soon')}</>;
  return <>{view.say('problem.throttled', { in: when.in, time: <time datetime={new Date(problem.retryAt * 1000).toISOString()}>{when.time}</time> })}</>;
}

/** How the fields of a form stand to its problem: where it is told, which are marked, and where the focus goes first. */
export interface ProblemPlace {
  /** The alert above the form, if it is not one field's own. */
  readonly above: boolean;
  at(field: ProblemField): boolean;
  invalid(field: ProblemField): boolean;
  /** The alert itself takes the focus, as no field is to blame. */
  readonly focused: boolean;
}

/** Where a form tells its problem; without a problem nothing is marked and nothing takes the focus. */
export function placeOf(problem: Problem | undefined): ProblemPlace {
  const words = problem === undefined ? undefined : problemWords(problem.reason);
  return {
    above: words !== undefined && words.at === undefined,
    at: (field) => words?.at === field,
    invalid: (field) => words?.fields.includes(field) ?? false,
    focused: words?.fields.length === 0,
  };
}
