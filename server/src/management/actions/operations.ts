import Type from 'typebox';
import { operation } from '../contract.ts';
import { offsetPaging, parseOffset } from '../paging.ts';
import { ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';

const make = operation<ManagementTools>();
const output = Type.Object({ actions: Type.Array(Type.Never(), { maxItems: 0 }), total: Type.Literal(0), page: Type.Integer(), per_page: Type.Integer() });
const word = Type.Optional(Type.String({ maxLength: 300, description: 'Finds none.' }));
const query = Type.Object({ ...offsetPaging, triggerId: word, actionName: word, deployed: word, installed: word });

/** Auth0: the tools that carry settings from tenant to tenant read the actions before they write a connection. */
export const actionOperations = [
  make({ id: 'actions.list', method: 'GET', path: '/actions/actions', scopes: ['read:actions'], status: 200, summary: 'The actions of the tenant: there are none. What a tenant adds to a sign-in are its rules.', query, body: undefined, output }, ({ query: asked }) => {
    const page = parseOffset(asked);
    return Promise.resolve(page instanceof ManagementRefusal ? page : { actions: [], total: 0, page: page.offset / page.limit, per_page: page.limit });
  }),
];
