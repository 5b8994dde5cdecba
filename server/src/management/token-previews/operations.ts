import Type from 'typebox';
import { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { isDashboard } from '../../protocol/administration/dashboard-client.ts';
import type { Client } from '../../protocol/client/client.ts';
import { Params } from '../../protocol/params.ts';
import { previewTokens, type PersonAsked } from '../../protocol/tokens/preview-tokens.ts';
import { operation, type ManagementCall } from '../contract.ts';
import { allowsScope } from '../permit.ts';
import { insufficientScope, invalidQuery, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { previewView, refusedView, view } from './schema.ts';

const make = operation<ManagementTools>();
const query = Type.Object({
  user_id: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'Who signs in; takes read:users too. Without it the application acts for itself.' })),
  audience: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'The API; without it the default API of the tenant, or none.' })),
  scope: Type.Optional(Type.String({ maxLength: 4000, description: 'As a request has it. Without it nothing is asked for, or everything that was granted to the application.' })),
});

interface Asked { readonly client: Client; readonly userId: string | undefined }

/** The person, with whether the application takes people from there; `undefined`: nobody is asked for. */
async function findPerson(tenant: ManagementCall<unknown, unknown>['tenant'], { client, userId }: Asked, { people, connections }: ManagementTools): Promise<PersonAsked | ManagementRefusal | undefined> {
  if (userId === undefined) return undefined;
  const [subject, enabled] = await Promise.all([people.findSubject(tenant.id, userId), connections.listOfClient(tenant.id, client.id)]);
  return subject === undefined ? notFound('The user', 'inexistent_user') : { subject, connectionEnabled: enabled.some(({ name }) => name === subject.connection) };
}

/** What rules are told of the request that there is none of. */
const callerOf = (asked: Readonly<Record<string, string>>, person: PersonAsked | undefined) => ({ address: '', userAgent: '', method: 'GET', query: person === undefined ? {} : { response_type: 'code', ...asked }, body: {}, protocol: person === undefined ? 'oauth2-client-credentials' : 'oidc-basic-profile' });

/** D9: what a token will contain, before anybody gets one. This server's own; Auth0 has none. */
export const tokenPreviewOperations = [
  make({
    id: 'clients.previewTokens', method: 'GET', path: '/clients/{id}/token-preview', scopes: ['read:clients'], status: 200, query, body: undefined, output: view,
    summary: 'What the tokens of an application will contain, for a person or for itself: asked of what issues them, rules and permissions included. Nothing is issued, signed or stored.',
  }, async ({ tenant, permit, path, query: { user_id: userId, ...asked } }, tools) => {
    if (userId !== undefined && !allowsScope(permit, 'read:users', undefined)) return insufficientScope(['read:users']);
    const client = isDashboard(path['id']) ? undefined : await tools.clients.findClient(tenant.id, path['id'] ?? '');
    if (client === undefined) return notFound('The client', 'inexistent_client');
    const params = Params.fromPairs(Object.entries(asked));
    if (params instanceof Refusal) return invalidQuery(params.description);
    const person = await findPerson(tenant, { client, userId }, tools);
    if (person instanceof ManagementRefusal) return person;
    // A record of its own: what is checked here is not what was checked of this call.
    const record = new DecisionRecord('');
    const preview = await previewTokens({ client, person, params }, { tenant, record, caller: callerOf(asked, person), tools: { ...tools.issuing, clients: tools.clients } });
    if (!(preview instanceof Refusal)) return previewView(preview, { client, record });
    record.refuse(preview);
    return refusedView(preview, record);
  }),
];
