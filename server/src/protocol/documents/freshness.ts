import type { Seconds } from '../../kernel/time.ts';

const shortest = 60;
const longest = 3600;
const usual = 600;

/**
 * For how many seconds a document is used without asking again: what its Cache-Control says, less the time that it lay in other caches (RFC 9111 §4.2.1, RFC 9111 §4.2.3),
 * between one minute and one hour; ten minutes where nothing is said.
 * Deviates: RFC 9111 §5.2.2.4 and RFC 9111 §5.2.2.5 would have no-cache and no-store asked for each time; a minute keeps one request of ours from being one of theirs.
 */
export function freshFor(headers: Readonly<Record<string, string>>): Seconds {
  const directives = (headers['cache-control'] ?? '').toLowerCase().split(',').map((directive) => directive.trim());
  if (directives.includes('no-store') || directives.some((directive) => /^no-cache(?:=|$)/.test(directive))) return shortest;
  const maxAge = directives.find((directive) => directive.startsWith('max-age='));
  if (maxAge === undefined) return usual;
  const left = parseSeconds(maxAge.slice('max-age='.length)) - parseSeconds(headers['age'] ?? '0');
  return Math.min(longest, Math.max(shortest, left));
}

/** What is no number of seconds is none at all: an answer of unclear freshness counts as stale. */
const parseSeconds = (text: string) => Number(/^"?(\d{1,10})"?$/.exec(text)?.[1] ?? 0);
