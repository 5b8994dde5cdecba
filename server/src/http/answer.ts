import type { Reply } from '../endpoints/reply.ts';

/** Plain text that no endpoint answers: the metrics. */
export interface PlainText { readonly kind: 'text'; readonly status: number; readonly mediaType: string; readonly text: string; readonly headers?: Readonly<Record<string, string>>; readonly cookies?: undefined }

/** Everything that the adapter can write to a socket. */
export type Answer = Reply | PlainText;
