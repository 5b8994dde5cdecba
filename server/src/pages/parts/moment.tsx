import type { Seconds } from '../../kernel/time.ts';
import type { View } from '../view.ts';

/** A day and a time of UTC, as the language writes them. */
export const momentText = (view: View, at: Seconds): string => new Intl.DateTimeFormat(view.language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at * 1000);

/** The same for machines too. */
export const Moment = ({ view, at }: { readonly view: View; readonly at: Seconds }) => <time datetime={new Date(at * 1000).toISOString()}>{view.tell('account.time', { time: momentText(view, at) })}</time>;
