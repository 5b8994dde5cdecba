import type { KeyboardEvent, ReactNode } from 'react';
import type { Lane } from '../../../server/src/playground/flow.ts';
import { laneNames, lanes } from './lanes.ts';
import './playground.css';

/** One message as it is drawn. */
export interface SequenceEntry { readonly key: string; readonly title: ReactNode; readonly path: readonly Lane[]; readonly state?: 'open' | 'bad' | 'next' | undefined }

interface SequenceProps { readonly entries: readonly SequenceEntry[]; readonly chosen: number; readonly onChoose: (index: number) => void }

const laneOf = (lane: Lane) => lanes.indexOf(lane) + 1;
const first = (path: readonly Lane[]) => Math.min(...path.map(laneOf));
const last = (path: readonly Lane[]) => Math.max(...path.map(laneOf));
const placed = (path: readonly Lane[]) => `from-${first(path)} to-${last(path)} lane-${path[0] ?? 'app'}`;

/** “your app → browser → this server”, for everybody who sees no lanes. */
export const wordsOfPath = (path: readonly Lane[]): string => (path.length === 1 ? `in ${laneNames[path[0] ?? 'app'].toLowerCase()}` : path.map((lane) => laneNames[lane].toLowerCase().replace(' api', ' API')).join(' → '));

/** Messages between the four lanes: an ordered list of buttons, drawn as lanes where there is room. Left and Right go through it. */
export function Sequence({ entries, chosen, onChoose }: SequenceProps) {
  const go = (event: KeyboardEvent<HTMLOListElement>) => {
    const by = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0;
    const to = chosen + by;
    if (by === 0 || to < 0 || to >= entries.length) return;
    event.preventDefault();
    onChoose(to);
    event.currentTarget.querySelectorAll('button')[to]?.focus();
  };
  return (
    <section aria-label="Sequence of messages" className="card sequence">
      <div className="lane-names" aria-hidden="true">{lanes.map((lane) => <span key={lane} className={`lane-${lane}`}>{laneNames[lane]}</span>)}</div>
      <ol onKeyDown={go}>
        {entries.map(({ key, title, path, state }, index) => (
          <li key={key}>
            <button type="button" className={`${placed(path)} ${state ?? ''}`} aria-pressed={index === chosen} onClick={() => onChoose(index)}>
              <span>{index + 1}. {title}</span><span className="path">{wordsOfPath(path)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
