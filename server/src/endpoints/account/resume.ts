import { Refusal } from '../../kernel/refusal.ts';
import { Params } from '../../protocol/params.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import { proveTransaction } from '../interaction/transaction.ts';
import { appendEvent } from '../record-event.ts';
import type { Endpoint } from '../reply.ts';
import type { AccountTools } from './account-tools.ts';
import { placeOfName, places } from './places.ts';

/** The way back from the sign-in. The page itself looks at who sits here now, and since when. */
export const accountResumeEndpoint = (tools: AccountTools): Endpoint => ({
  name: 'account.resume', path: '/account/resume', methods: ['GET'], cors: 'none',
  async handle(request) {
    const params = Params.fromForm(request.query);
    const state = params instanceof Refusal ? undefined : params.optional('state');
    const transaction = state === undefined ? invalidRequest('transaction.unknown', { expected: 'state' }) : await proveTransaction(request, state, tools);
    if (transaction instanceof Refusal || transaction.purpose !== 'account') {
      const reply = refusalPage(request, transaction instanceof Refusal ? transaction : invalidRequest('transaction.unknown', { received: 'a transaction of something else' }));
      appendEvent(request, 'account.opened', tools);
      return reply;
    }
    const place = placeOfName(transaction.request['place']?.[0]);
    await tools.transactions.finish(request.tenant.id, transaction.key, transaction.version);
    return { kind: 'redirect', to: places[place ?? 'profile'] };
  },
});

/** A Well-Known URL for Changing Passwords: where password managers send their people. */
export const changePasswordAddress: Endpoint = {
  name: 'account.change-password', path: '/.well-known/change-password', methods: ['GET'], cors: 'none',
  handle: () => ({ kind: 'redirect', to: places.password }),
};
