import type { Seconds } from '../../kernel/time.ts';

/** When a new try is taken, in words: `in` from now ("in 5 minutes"), `time` on the clock of UTC ("14:32"). */
export interface RetryTime { readonly in: string; readonly time: string }

/** `undefined` where the time is less than a minute away or past: then waiting a moment is all there is to say. */
export function retryTime(language: string, retryAt: Seconds | undefined, now: Seconds): RetryTime | undefined {
  if (retryAt === undefined || retryAt - now < 60) return undefined;
  const minutes = Math.ceil((retryAt - now) / 60);
  const relative = new Intl.RelativeTimeFormat(language);
  return {
    in: minutes < 120 ? relative.format(minutes, 'minute') : relative.format(Math.ceil(minutes / 60), 'hour'),
    time: clockTime(language, retryAt),
  };
}

/** A time on the clock of UTC ("14:32"). */
export const clockTime = (language: string, at: Seconds): string => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' }).format(at * 1000);
