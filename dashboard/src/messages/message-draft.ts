import type { Message, MessageName } from './message-records.ts';
import { hasLink } from './message-words.ts';

/** A mail as the form has it; what is empty is this server's own. */
export interface MessageDraft { readonly enabled: boolean; readonly from: string; readonly subject: string; readonly body: string; readonly resultUrl: string; readonly minutes: number | string }

/** The fields with what they are called. */
export const draftFields: readonly (readonly [keyof MessageDraft, string])[] = [['enabled', 'Switched on'], ['from', 'From'], ['subject', 'Subject'], ['body', 'Text'], ['resultUrl', 'Page afterwards'], ['minutes', 'Life of the link']];

const minutesIn = (seconds: number | null | undefined) => (seconds === undefined || seconds === null ? '' : seconds / 60);

/** The form of what the tenant wrote; `null`: nothing. */
export function draftOf(message: Message | null): MessageDraft {
  const { enabled, from, subject, body, resultUrl, urlLifetimeInSeconds } = message ?? {};
  return { enabled: enabled ?? true, from: from ?? '', subject: subject ?? '', body: body ?? '', resultUrl: resultUrl ?? '', minutes: minutesIn(urlLifetimeInSeconds) };
}

const minutesOf = (value: number | string) => (value === '' ? null : Math.round(Number(value) * 60));

/** What is wrong with a form, by field. Whether a text is good Liquid the server says. */
export const validateDraft = {
  subject: (text: string) => (text.includes('\n') ? 'A subject is one line.' : null),
  minutes: (value: number | string) => { const seconds = minutesOf(value); return seconds === null || (seconds >= 60 && seconds <= 2_592_000) ? null : 'From one minute to 43200, which are 30 days.'; },
};

/** What is sent of a form: the fields that were changed, and nothing else. */
export function changesOf(name: MessageName, { enabled, from, subject, body, resultUrl, minutes }: MessageDraft, changed: readonly (keyof MessageDraft)[]): object {
  const text = (value: string) => (value.trim() === '' ? null : value);
  const all: Readonly<Record<keyof MessageDraft, object>> = {
    enabled: { enabled }, from: { from: text(from) }, subject: { subject: text(subject) }, body: { body: text(body) }, resultUrl: hasLink(name) ? { resultUrl: text(resultUrl) } : {}, minutes: hasLink(name) ? { urlLifetimeInSeconds: minutesOf(minutes) } : {},
  };
  return Object.assign({}, ...changed.map((field) => all[field])) as object;
}
