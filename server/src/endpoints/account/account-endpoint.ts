import { findPersonInSession, type PersonInSession } from '../../identity/sessions/find-person.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { FormTokens } from '../../pages/page.ts';
import type { Params } from '../../protocol/params.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { csrfToken, proveForm, type FormTools, type ProvenForm } from '../interaction/form-proof.ts';
import { openTransaction } from '../interaction/transaction.ts';
import { appendEvent } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { AccountTools } from './account-tools.ts';
import { places, type Place } from './places.ts';

/** A visit of a page by the person whose account it is. `Person` says what was proven of them. */
export interface Visit<Person extends PersonInSession = PersonInSession> { readonly request: Request; readonly person: Person }
/** A form that this person has sent from this very page. */
export interface SentForm<Person extends PersonInSession = PersonInSession> extends Visit<Person> { readonly params: Params }
/** What a page tells of a form that was sent: the problem with what was typed, or that it is done. */
export interface Told { readonly refusal?: Refusal; readonly params?: Params; readonly done?: boolean }

/** One page of an account. What every page has to hold first (the form, the session, its age) is held before one of its functions is called. */
export interface AccountPage<Person extends PersonInSession> {
  readonly place: Place;
  /** The name of the line in the log. */
  readonly event: string;
  /** Who may come here: whoever is signed in, or who has signed in a short while ago. */
  admit(person: PersonInSession, now: Seconds): Person | Refusal;
  show(visit: Visit<Person>, told: Told): Promise<Reply> | Reply;
  /** Does what the form says, with its line of the log. A refusal is logged and shown on the page by the caller. */
  readonly take?: (form: SentForm<Person>) => Promise<Reply | Refusal>;
}

/** For pages that whoever is signed in may use. */
export const admitAny = (person: PersonInSession): PersonInSession => person;

/** The walk of every page of an account. What a form said before a sign-in is not remembered: it may have been another person's. */
export function accountEndpoint<Person extends PersonInSession>(page: AccountPage<Person>, tools: AccountTools): Endpoint {
  const { place } = page;
  return {
    name: `account.${place}`, path: places[place], ...(place === 'profile' ? { aliases: ['/account/profile'] } : {}), methods: page.take === undefined ? ['GET'] : ['GET', 'POST'], cors: 'none',
    async handle(request) {
      const form = request.method === 'POST' ? proveForm(request, tools) : undefined;
      if (form instanceof Refusal) return refuse(request, form, { event: page.event, tools });
      const found = await findPersonInSession(request.tenant, request.cookie('session'), tools);
      if (found === undefined) return signInFirst(request, placeOf(request, place), tools);
      request.record.facts.userId = found.user.id;
      request.record.facts.sessionKey = found.session.key;
      request.record.pass('session.present');
      const foreign = form === undefined ? undefined : proveOwnForm(form, place, found);
      if (foreign !== undefined) return refuse(request, foreign, { event: page.event, tools });
      const person = page.admit(found, tools.clock.now());
      if (person instanceof Refusal) return signInAgain(request, person, { page, tools });
      if (form === undefined || page.take === undefined) return page.show({ request, person }, {});
      return takeForm({ request, person, params: form.params }, page, tools);
    },
  };
}

async function takeForm<Person extends PersonInSession>(form: SentForm<Person>, page: AccountPage<Person>, tools: AccountTools): Promise<Reply> {
  const { request, params } = form;
  const reply = await page.take?.(form);
  if (reply === undefined) throw new Error('A form was sent to a page that takes none.');
  if (!(reply instanceof Refusal)) return reply;
  request.record.refuse(reply);
  appendEvent(request, page.event, tools);
  return page.show(form, { refusal: reply, params });
}

function refuse(request: Request, refusal: Refusal, { event, tools }: { readonly event: string; readonly tools: AccountTools }): Reply {
  const reply = refusalPage(request, refusal);
  appendEvent(request, event, tools);
  return reply;
}

/** Too long ago: nothing is done, and the person proves it again. */
function signInAgain<Person extends PersonInSession>(request: Request, refusal: Refusal, { page, tools }: { readonly page: AccountPage<Person>; readonly tools: AccountTools }): Promise<Reply> {
  if (request.method === 'POST') {
    request.record.refuse(refusal);
    appendEvent(request, page.event, tools);
  }
  return signInFirst(request, placeOf(request, page.place), tools);
}

/** Whoever said "not me" reads why they are at the page of the password, after the sign-in too. */
const placeOf = (request: Request, place: Place): Place => (place === 'password' && request.query === 'why=not_me' ? 'disowned' : place);

/** To our own login, and from there back to a page of the list; nobody else has a say in where that is. */
export async function signInFirst(request: Request, place: Place, tools: AccountTools): Promise<Reply> {
  const { state, cookies } = await openTransaction(request, { clientId: '', params: { place: [place] }, sessionKey: undefined, purpose: 'account' }, tools);
  return { kind: 'redirect', to: `/u/login?state=${state}`, cookies };
}

const stateOf = (place: Place, { session }: PersonInSession) => `account.${place}.${session.sid}`;

/** A form is good for one page and one session: who signs in in another tab never sends what somebody else typed or meant. */
function proveOwnForm({ state }: ProvenForm, place: Place, person: PersonInSession): Refusal | undefined {
  if (state === stateOf(place, person)) return undefined;
  return state.startsWith(`account.${place}.`) ? new Refusal('access_denied', 'account.other_person') : new Refusal('invalid_request', 'csrf.failed', { expected: 'a form of this page' });
}

/** The hidden fields of the forms of a page. */
export function accountTokens({ request, person }: Visit, place: Place, { formKey }: FormTools): FormTokens {
  const state = stateOf(place, person);
  return { state, csrf: csrfToken(formKey, browserBinding(request).value, state) };
}
