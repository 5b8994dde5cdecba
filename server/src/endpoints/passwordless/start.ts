import { mailCode } from '../../identity/passwordless/mail-code.ts';
import { newUserId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { matchRedirectUri } from '../../protocol/client/redirect-uri.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { languageOf } from '../error-page/language.ts';
import { noStore } from '../oauth-error.ts';
import { appendEvent, logRecordOf } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { linkOf } from './link-address.ts';
import type { PasswordlessTools } from './passwordless-tools.ts';
import { proveAsker, type Asker } from './prove-asker.ts';
import { passwordlessErrorReply } from './reply.ts';
import { parsePasswordlessCall, type PasswordlessCall } from './request.ts';

const event = 'passwordless.asked';

/** Auth0: an application has a code or a link mailed to somebody. Whether there is an account is not told. */
export const startEndpoint = (tools: PasswordlessTools): Endpoint => ({
  name: 'passwordless.start', path: '/passwordless/start', methods: ['POST'], cors: 'applications',
  async handle(request) {
    const reply = await start(request, tools);
    if (!(reply instanceof Refusal)) return reply;
    request.record.refuse(reply);
    appendEvent(request, event, tools);
    return passwordlessErrorReply(reply, request);
  },
});

async function start(request: Request, tools: PasswordlessTools): Promise<Reply | Refusal> {
  const call = parsePasswordlessCall(request);
  if (call instanceof Refusal) return call;
  const asker = await proveAsker(request, call.params, tools);
  if (asker instanceof Refusal) return asker;
  const link = parseSend(call, asker, request);
  if (link instanceof Refusal) return link;
  const { tenant, address, record } = request;
  const line = () => tools.log.prepareLine(tenant.id, logRecordOf(request, event, tools));
  const email = await mailCode({ ...asker.place, behind: asker.behind, linkOf: link, language: languageOfCall(request), address, record, line }, tools);
  if (email instanceof Refusal) return email;
  // The same for everybody: an id of nobody, and nothing about whether the address was proved before.
  return { kind: 'json', status: 200, headers: noStore, body: { _id: newUserId().slice('auth0|'.length), email: email.written, email_verified: false } };
}

/** Auth0: `x-request-language` comes before what the browser says. */
const languageOfCall = (request: Request) => languageOf(request, (request.headers['x-request-language'] ?? '').slice(0, 100));

interface Carries { readonly link: ((code: string) => string) | undefined }

function parseSend({ params, authParams }: PasswordlessCall, { client, place }: Asker, { tenant }: Request): Carries['link'] | Refusal {
  // Auth0: a link where nothing is said.
  const send = params.optional('send') ?? 'link';
  if (send === 'code') return undefined;
  if (send !== 'link') return invalidRequest('passwordless.send_unknown', { expected: 'code or link', received: send.slice(0, 40) });
  const redirectUri = matchRedirectUri(client, authParams['redirect_uri'] ?? client.redirectUris[0]);
  return redirectUri instanceof Refusal ? redirectUri : linkOf(tenant.issuer, { place, authParams: { response_type: 'code', ...authParams, redirect_uri: redirectUri } });
}
