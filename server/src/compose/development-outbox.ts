import type { Endpoint } from '../endpoints/reply.ts';
import { createMessageSeal } from '../keys/message-seal.ts';
import { createKeptMails } from '../mail/kept-mails.ts';
import { assetEndpoint } from '../samples/layout.ts';
import { outboxEndpoint } from '../samples/outbox/outbox-pages.ts';
import type { House } from './house.ts';

/** The pages of the outbox of development; `styled`: the samples serve the style sheet of such pages already. */
export function developmentOutbox({ storage: { pending }, sealing, clock }: House, { stylesheet, styled }: { readonly stylesheet: string; readonly styled: boolean }): readonly Endpoint[] {
  const keptMails = createKeptMails({ pending, messageSeal: createMessageSeal(sealing), clock });
  return [outboxEndpoint({ keptMails, look: { stylesheet, alone: !styled } }), ...(styled ? [] : [assetEndpoint('samples_stylesheet', 'samples.css', 'text/css; charset=utf-8')])];
}
