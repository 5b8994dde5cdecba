import type { MessageSeal } from '../protocol/ports/message-seal.ts';
import type { Sealing } from './sealing.ts';

/** Messages under the master key. */
export const createMessageSeal = (sealing: Sealing): MessageSeal => ({
  seal: (text, context) => sealing.seal(Buffer.from(text), context),
  open: (sealed, context) => sealing.open(sealed, context).toString(),
});
