import { reserveSignIn } from '../../../src/identity/attack-protection/sign-in-limits.ts';
import { api } from '../../flows/fixtures.ts';
import { authenticationMethods, blocks, enrollments, identities, members, oneRole, organizations, rolePermissions, roles, user, userPermissions, users, usersByEmail } from '../schemas/people.ts';
import { given, type DrivenCall, type Stage } from './driven.ts';

const connection = 'Username-Password-Authentication';
const email = 'dora@example.com';
const reading = { permissions: [{ resource_server_identifier: api, permission_name: 'read:things' }] };

/** Wrong passwords from many addresses, as far as they are counted. */
async function closeAccount({ house: { running: { house: { storage: { throttles }, clock, defaultTenant } } } }: Stage, network: string): Promise<void> {
  for (let i = 0; i < 110; i++) await reserveSignIn({ tenant: defaultTenant.id, account: [connection, email], browser: 'nobody', address: `${network}.${i % 11}` }, { throttles, clock });
}

/** People, their roles and their permissions. */
export const peopleCalls: readonly DrivenCall[] = [
  { row: 'POST /users', answer: user, async run({ management, made }) {
    const answer = await management.users.create({ connection, email, password: 'a long password of a test', email_verified: true, verify_email: false, given_name: 'Dora', family_name: 'Explorer', name: 'Dora Explorer', nickname: 'dora', picture: 'https://rp.example/dora.png', user_metadata: { colour: 'green' }, app_metadata: { plan: 'gold' } });
    made.set('user', answer.user_id ?? '');
    return answer;
  } },
  { row: 'GET /users', answer: users, run: async ({ management }) => management.users.list({ q: `email:"${email}"`, search_engine: 'v3', sort: 'created_at:-1' }) },
  { row: 'GET /users-by-email', answer: usersByEmail, run: async ({ management }) => management.users.listUsersByEmail({ email }) },
  { row: 'GET /users/{id}', answer: user, run: async (stage) => stage.management.users.get(given(stage, 'user')) },
  { row: 'PATCH /users/{id}', answer: user, run: async (stage) => stage.management.users.update(given(stage, 'user'), { blocked: false, nickname: 'd', user_metadata: { colour: 'red' }, app_metadata: { seats: 3 } }) },
  { row: 'GET /users/{id}/organizations', answer: organizations, run: async (stage) => stage.management.users.organizations.list(given(stage, 'user')) },
  { row: 'GET /users/{id}/enrollments', answer: enrollments, run: async (stage) => stage.management.users.enrollments.get(given(stage, 'user')) },
  { row: 'GET /users/{id}/authentication-methods', answer: authenticationMethods, run: async (stage) => stage.management.users.authenticationMethods.list(given(stage, 'user')) },
  { row: 'DELETE /users/{id}/authentication-methods', answer: undefined, run: async (stage) => stage.management.users.authenticationMethods.deleteAll(given(stage, 'user')) },
  { row: 'DELETE /users/{id}/multifactor/{provider}', answer: undefined, run: async (stage) => stage.management.users.multifactor.deleteProvider(given(stage, 'user'), 'google-authenticator') },
  { row: 'POST /users/{id}/identities', answer: identities, async run(stage) {
    const second = await stage.management.users.create({ connection, email: 'dora@other.example', password: 'a long password of a test' });
    stage.made.set('second', (second.user_id ?? '').replace('auth0|', ''));
    return stage.management.users.identities.link(given(stage, 'user'), { provider: 'auth0', user_id: given(stage, 'second') });
  } },
  { row: 'DELETE /users/{id}/identities/{provider}/{user_id}', answer: identities, run: async (stage) => stage.management.users.identities.delete(given(stage, 'user'), 'auth0', given(stage, 'second')) },
  { row: 'GET /user-blocks/{id}', answer: blocks, async run(stage) {
    await closeAccount(stage, '192.0.2');
    return stage.management.userBlocks.list(given(stage, 'user'));
  } },
  { row: 'GET /user-blocks', answer: blocks, run: async ({ management }) => management.userBlocks.listByIdentifier({ identifier: email }) },
  { row: 'DELETE /user-blocks/{id}', answer: undefined, run: async (stage) => stage.management.userBlocks.delete(given(stage, 'user')) },
  { row: 'DELETE /user-blocks', answer: undefined, async run(stage) {
    await closeAccount(stage, '198.51.100');
    return stage.management.userBlocks.deleteByIdentifier({ identifier: email });
  } },

  { row: 'POST /roles', answer: oneRole, async run({ management, made }) {
    const answer = await management.roles.create({ name: 'Editor', description: 'Edits' });
    made.set('role', answer.id ?? '');
    return answer;
  } },
  { row: 'GET /roles', answer: roles, run: async ({ management }) => management.roles.list({ name_filter: 'edit' }) },
  { row: 'GET /roles/{id}', answer: oneRole, run: async (stage) => stage.management.roles.get(given(stage, 'role')) },
  { row: 'PATCH /roles/{id}', answer: oneRole, run: async (stage) => stage.management.roles.update(given(stage, 'role'), { description: 'Edits everything' }) },
  { row: 'POST /roles/{id}/permissions', answer: undefined, run: async (stage) => stage.management.roles.permissions.add(given(stage, 'role'), reading) },
  { row: 'GET /roles/{id}/permissions', answer: rolePermissions, run: async (stage) => stage.management.roles.permissions.list(given(stage, 'role')) },
  { row: 'POST /roles/{id}/users', answer: undefined, run: async (stage) => stage.management.roles.users.assign(given(stage, 'role'), { users: [given(stage, 'user')] }) },
  { row: 'GET /roles/{id}/users', answer: members, run: async (stage) => stage.management.roles.users.list(given(stage, 'role'), { take: 10 }) },
  { row: 'GET /users/{id}/roles', answer: roles, run: async (stage) => stage.management.users.roles.list(given(stage, 'user')) },
  { row: 'DELETE /users/{id}/roles', answer: undefined, run: async (stage) => stage.management.users.roles.delete(given(stage, 'user'), { roles: [given(stage, 'role')] }) },
  { row: 'POST /users/{id}/roles', answer: undefined, run: async (stage) => stage.management.users.roles.assign(given(stage, 'user'), { roles: [given(stage, 'role')] }) },
  { row: 'POST /users/{id}/permissions', answer: undefined, run: async (stage) => stage.management.users.permissions.create(given(stage, 'user'), { permissions: [{ resource_server_identifier: api, permission_name: 'write:things' }] }) },
  { row: 'GET /users/{id}/permissions', answer: userPermissions, run: async (stage) => stage.management.users.permissions.list(given(stage, 'user')) },
  { row: 'DELETE /users/{id}/permissions', answer: undefined, run: async (stage) => stage.management.users.permissions.delete(given(stage, 'user'), { permissions: [{ resource_server_identifier: api, permission_name: 'write:things' }] }) },
  { row: 'DELETE /roles/{id}/permissions', answer: undefined, run: async (stage) => stage.management.roles.permissions.delete(given(stage, 'role'), reading) },
  { row: 'DELETE /roles/{id}', answer: undefined, run: async (stage) => stage.management.roles.delete(given(stage, 'role')) },
  { row: 'DELETE /users/{id}', answer: undefined, run: async (stage) => stage.management.users.delete(given(stage, 'user')) },
];
