import Type from 'typebox';
import { operation } from '../contract.ts';
import { pagedOutput, parseOffset } from '../paging.ts';
import type { PeopleTools } from '../people-tools.ts';
import { ManagementRefusal, notFound } from '../refusal.ts';
import { deleteQuery, listQuery, parseId, view, viewOf } from './schema.ts';

const make = operation<PeopleTools>();
const none = Type.Object({});
const missing = () => notFound('The grant');

/** What people allowed applications on the consent page. */
export const userGrantOperations = [
  make({ id: 'userGrants.list', method: 'GET', path: '/grants', scopes: ['read:grants'], status: 200, summary: 'What people allowed applications, by person, application and API.', query: listQuery, body: undefined, output: pagedOutput('grants', view) }, async ({ tenant, query }, { access }) => {
    const page = parseOffset(query);
    if (page instanceof ManagementRefusal) return page;
    const filter = { userId: query.user_id, clientId: query.client_id, audience: query.audience };
    const grants = (await access.listConsents(tenant.id, filter, { offset: page.offset, take: page.limit })).map(viewOf);
    return page.wrapped ? { grants, start: page.offset, limit: page.limit, total: await access.countConsents(tenant.id, filter) } : grants;
  }),
  make({ id: 'userGrants.delete', method: 'DELETE', path: '/grants/{id}', scopes: ['delete:grants'], status: 204, summary: 'Withdraws a consent, and ends the tokens that it stood behind.', query: none, body: undefined, output: undefined }, async ({ tenant, path, audit, audited }, { access, clock }) => {
    const consent = parseId(path['id']);
    if (consent === undefined || await access.countConsents(tenant.id, consent) === 0) return missing();
    await access.withdrawConsents(tenant.id, consent, { at: clock.now(), log: audit() });
    audited();
    return undefined;
  }),
  make({ id: 'userGrants.deleteByUserId', method: 'DELETE', path: '/grants', scopes: ['delete:grants'], status: 204, summary: 'Withdraws every consent of a person, and ends the tokens that they stood behind.', query: deleteQuery, body: undefined, output: undefined }, async ({ tenant, query, audit, audited }, { access, clock }) => {
    await access.withdrawConsents(tenant.id, { userId: query.user_id }, { at: clock.now(), log: audit() });
    audited();
    return undefined;
  }),
];
