/** The media type of Prometheus text. */
export const prometheusText = 'text/plain; version=0.0.4; charset=utf-8';

/** What a family of measures is called, and which labels its members have. */
export interface FamilyOptions { readonly name: string; readonly help: string; readonly labelNames?: readonly string[] }

/** Counts of one kind, told apart by labels. `member` resolves the labels once; what it gives back costs an addition. */
export interface Counter { member(...labels: readonly string[]): () => void; render(): string }

/** Values of one kind in buckets, told apart by labels. */
export interface Histogram { member(...labels: readonly string[]): (value: number) => void; render(): string }

/** A family of counters. Labels are given in the order of their names. */
export function counter(options: FamilyOptions): Counter {
  const members = new Map<string, { count: number }>();
  return {
    member(...labels) {
      const own = remembered(members, pairsOf(options, labels), () => ({ count: 0 }));
      return () => { own.count++; };
    },
    render: () => headOf(options, 'counter') + [...members].map(([pairs, { count }]) => `${options.name}${braced(pairs)} ${count}\n`).join(''),
  };
}

/** A family of histograms. @param buckets upper borders, ascending; everything above the last is counted too */
export function histogram(options: FamilyOptions & { readonly buckets: readonly number[] }): Histogram {
  const { name, buckets } = options;
  const members = new Map<string, { readonly counts: Float64Array; sum: number }>();
  return {
    member(...labels) {
      const own = remembered(members, pairsOf(options, labels), () => ({ counts: new Float64Array(buckets.length + 1), sum: 0 }));
      return (value) => {
        let i = 0;
        while (i < buckets.length && value > (buckets[i] as number)) i++;
        own.counts[i] = (own.counts[i] as number) + 1;
        own.sum += value;
      };
    },
    render: () => headOf(options, 'histogram') + [...members].map(([pairs, { counts, sum }]) => linesOf(name, pairs, { borders: [...buckets, '+Inf'], counts }) + `${name}_sum${braced(pairs)} ${sum}\n`).join(''),
  };
}

/** One value that needs no member: what is read when somebody asks. */
export const single = (options: FamilyOptions & { readonly type: 'gauge' | 'counter' }, value: number): string => `${headOf(options, options.type)}${options.name} ${value}\n`;

/** The buckets, each with all that are below it, and the count of all. */
function linesOf(name: string, pairs: string, { borders, counts }: { readonly borders: readonly (number | string)[]; readonly counts: Float64Array }): string {
  let below = 0;
  const lines = borders.map((border, i) => `${name}_bucket${braced(`le="${border}"${pairs === '' ? '' : ','}${pairs}`)} ${below += counts[i] ?? 0}\n`);
  return `${lines.join('')}${name}_count${braced(pairs)} ${below}\n`;
}

const headOf = ({ name, help }: FamilyOptions, type: string) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
const braced = (pairs: string) => (pairs === '' ? '' : `{${pairs}}`);
const pairsOf = ({ labelNames = [] }: FamilyOptions, labels: readonly string[]) => labelNames.map((label, i) => `${label}="${escaped(labels[i] ?? '')}"`).join(',');
const escaped = (text: string) => text.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));

function remembered<Member>(members: Map<string, Member>, key: string, make: () => Member): Member {
  let member = members.get(key);
  if (member === undefined) { member = make(); members.set(key, member); }
  return member;
}
