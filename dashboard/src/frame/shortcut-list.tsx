import { places } from './navigation.ts';

const keys: readonly (readonly [key: string, what: string])[] = [
  ['Ctrl K', 'Search or jump to'], ['/', 'Search the list'], ['n', 'New thing of the list'], ['j', 'Next row'], ['k', 'Row before'], ['?', 'These keys'], ...places.map(({ key, label }): readonly [string, string] => [`g ${key}`, label]),
];

/** The keys, with what they do. */
export function ShortcutList() {
  return <dl className="facts keys">{keys.map(([key, what]) => <div className="fact" key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>;
}
