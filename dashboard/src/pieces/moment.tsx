const short = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });

/** A time in the zone of whoever reads; the UTC value is in its title. */
export function Moment({ at, form = 'full' }: { readonly at: string | undefined; readonly form?: 'full' | 'log' }) {
  if (at === undefined) return <span className="subtle">never</span>;
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return <time dateTime={at} title={at} className={form === 'log' ? 'mono' : undefined}>{form === 'log' && today ? clock.format(date) : short.format(date)}</time>;
}
