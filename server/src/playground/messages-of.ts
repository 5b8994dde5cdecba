import type { Field, Flow, Lane, Step } from './flow.ts';

/** One message of a flow, in the order in which they go over the wire. */
export interface Message {
  /** The id of the step that it is a part of. */
  readonly step: string;
  /** `sent`: a request; `there`: what happens at the pages of the server; `came`: the answer; `inside`: the application alone. */
  readonly part: 'sent' | 'there' | 'came' | 'inside';
  readonly title: string;
  readonly words: string;
  /** From where to where, with what lies between. */
  readonly path: readonly Lane[];
  readonly fields: readonly Field[];
}

/** The messages of a flow, from the first to the last. */
export const messagesOf = ({ steps }: Pick<Flow, 'steps'>): readonly Message[] => steps.flatMap(messagesOfStep);

function messagesOfStep(step: Step): readonly Message[] {
  const { id, title, words } = step;
  switch (step.kind) {
    case 'make': return [{ step: id, part: 'inside', title, words, path: ['app'], fields: step.makes.map(({ name, how, of, purpose }) => [name, how === 'random' ? 'random' : `${how === 's256' ? 'SHA-256' : 'half of SHA-256'} of ${of ?? ''}`, purpose]) }];
    case 'prove': return [{ step: id, part: 'inside', title, words, path: ['app'], fields: step.proves.map(({ name, expected, purpose }) => [name, expected, purpose]) }];
    case 'visit': return [
      { step: id, part: 'sent', title, words, path: ['app', 'browser', 'server'], fields: step.fields },
      { step: id, part: 'there', ...step.there, path: ['browser', 'server'], fields: [] },
      ...(step.back === 'nothing' ? [] : [{ step: id, part: 'came', ...step.coming, path: ['server', 'browser', 'app'], fields: [] } as const]),
    ];
    default: return [
      { step: id, part: 'sent', title, words, path: ['app', step.to], fields: step.fields },
      { step: id, part: 'came', ...step.coming, path: [step.to, 'app'], fields: [] },
    ];
  }
}
