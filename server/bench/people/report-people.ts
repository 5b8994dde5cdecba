import { table } from '../report.ts';
import { p50Of, p99Of, type PeopleFigures } from './people-figures.ts';
import { peopleOperations, type PeopleOperation } from './people-loads.ts';

/** The results as text: each operation with few people, with many, and how many times as long it took; then what the houses cost. */
export function renderPeople(houses: readonly PeopleFigures[]): string {
  const [few, many] = houses;
  if (few === undefined || many === undefined) return '';
  const counted = ({ latencies }: PeopleFigures, operation: PeopleOperation) => String(latencies.get(operation)?.length ?? 0);
  const operations = peopleOperations.map((operation) => {
    const [small, large] = [p50Of(few, operation), p50Of(many, operation)];
    return [operation, small.toFixed(2), large.toFixed(2), (large / small).toFixed(2), p99Of(few, operation).toFixed(2), p99Of(many, operation).toFixed(2), counted(few, operation), counted(many, operation)];
  });
  const [small, large] = [few.target.people, many.target.people];
  const costs = houses.map(({ target, server }) => [String(target.people), target.importedPerSecond.toFixed(0), (target.people / target.importedPerSecond).toFixed(1), target.databaseMb.toFixed(0), server.startMs.toFixed(0), server.idleMb.toFixed(0), server.loadedMb.toFixed(0)]);
  return [
    table(['one at a time, p50 ms', `${small} people`, `${large} people`, 'ratio', `p99 of ${small}`, `p99 of ${large}`, 'count', 'count'], operations),
    table(['people', 'imported per s', 'import s', 'database MB', 'start ms', 'RSS idle MB', 'RSS after load MB'], costs),
  ].join('\n\n');
}
