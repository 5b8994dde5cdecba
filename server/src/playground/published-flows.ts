import { flows } from './catalogue.ts';
import type { Break, Flow } from './flow.ts';
import { messagesOf, type Message } from './messages-of.ts';
import { refusalWords } from './refusal-words.ts';
import { appointmentsApi } from './sample-api.ts';

/** A way to break a flow, with the refusal in words. */
export interface PublishedBreak extends Break { readonly words: string }
/** A flow with its messages in order. */
export interface PublishedFlow extends Omit<Flow, 'breaks'> { readonly messages: readonly Message[]; readonly breaks: readonly PublishedBreak[] }
/** Everything that whoever runs the flows must know. `api`: the identifier of the sample API. */
export interface PublishedFlows { readonly flows: readonly PublishedFlow[]; readonly api: string }

/** The flows as they are published: plain data, the same for every tenant. */
export const publishedFlows = (): PublishedFlows => ({
  api: appointmentsApi, flows: flows.map((flow) => ({ ...flow, messages: messagesOf(flow), breaks: flow.breaks.map((one) => ({ ...one, words: refusalWords(one) })) })),
});
