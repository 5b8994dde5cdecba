import { ManagementClient } from 'auth0-5';
import { api, apps } from '../../flows/fixtures.ts';
import { signedIn } from '../../management/access.ts';
import { deviceCredentials, newDevice, refreshToken, refreshTokens, session, sessions, userGrants } from '../schemas/access.ts';
import { given, type DrivenCall, type Stage } from './driven.ts';

/** Alice signs in, with offline access where nothing else is said. */
async function arrive(stage: Stage, over: Parameters<typeof signedIn>[1] = {}): Promise<string> {
  const { userId, sid } = await signedIn(stage.house, over);
  stage.made.set('alice', userId).set('sid', sid);
  return userId;
}
const idOf = (items: readonly { readonly id?: string | undefined }[]) => items[0]?.id ?? '';

/** Sessions, refresh tokens, devices and consents, each of somebody who signed in for it. */
export const accessCalls: readonly DrivenCall[] = [
  { row: 'GET /users/{user_id}/sessions', answer: sessions, run: async (stage) => stage.management.users.sessions.list(await arrive(stage), { take: 10 }) },
  { row: 'GET /sessions/{id}', answer: session, run: async (stage) => stage.management.sessions.get(given(stage, 'sid')) },
  { row: 'PATCH /sessions/{id}', answer: session, run: async (stage) => stage.management.sessions.update(given(stage, 'sid'), { session_metadata: { desk: 'by the window' } }) },
  { row: 'DELETE /sessions/{id}', answer: undefined, run: async (stage) => stage.management.sessions.delete(given(stage, 'sid')) },
  { row: 'POST /sessions/{id}/revoke', answer: undefined, async run(stage) {
    await arrive(stage);
    return stage.management.sessions.revoke(given(stage, 'sid'));
  } },
  { row: 'DELETE /users/{user_id}/sessions', answer: undefined, run: async (stage) => stage.management.users.sessions.delete(await arrive(stage)) },
  { row: 'GET /users/{user_id}/refresh-tokens', answer: refreshTokens, async run(stage) {
    const answer = await stage.management.users.refreshToken.list(await arrive(stage), { take: 1 });
    stage.made.set('token', idOf(answer.data));
    return answer;
  } },
  { row: 'GET /refresh-tokens/{id}', answer: refreshToken, run: async (stage) => stage.management.refreshTokens.get(given(stage, 'token')) },
  { row: 'PATCH /refresh-tokens/{id}', answer: refreshToken, run: async (stage) => stage.management.refreshTokens.update(given(stage, 'token'), { refresh_token_metadata: { device: 'the one in the kitchen' } }) },
  { row: 'DELETE /refresh-tokens/{id}', answer: undefined, run: async (stage) => stage.management.refreshTokens.delete(given(stage, 'token')) },
  { row: 'GET /device-credentials', answer: deviceCredentials, async run(stage) {
    const answer = await stage.management.deviceCredentials.list({ user_id: await arrive(stage), type: 'refresh_token' });
    stage.made.set('device', idOf(answer.data));
    return answer;
  } },
  { row: 'DELETE /device-credentials/{id}', answer: undefined, run: async (stage) => stage.management.deviceCredentials.delete(given(stage, 'device')) },
  { row: 'POST /device-credentials', answer: newDevice, async run({ house }) {
    const { accessToken } = await signedIn(house, { fields: { audience: house.audience, scope: 'openid create:current_user_device_credentials' } });
    return new ManagementClient({ domain: new URL(house.running.origin).host, token: accessToken, maxRetries: 0 }).deviceCredentials.createPublicKey({ device_name: 'Phone', type: 'public_key', device_id: 'phone-1', value: 'a2V5', client_id: apps.web.id });
  } },
  { row: 'DELETE /users/{user_id}/refresh-tokens', answer: undefined, run: async (stage) => stage.management.users.refreshToken.delete(await arrive(stage)) },
  { row: 'POST /users/{id}/revoke-access', answer: undefined, run: async (stage) => stage.management.users.revokeAccess(await arrive(stage), {}) },
  { row: 'GET /grants', answer: userGrants, async run(stage) {
    const answer = await stage.management.userGrants.list({ user_id: await arrive(stage, { app: apps.web3p, fields: { audience: api, scope: 'openid read:things' } }) });
    stage.made.set('grant', idOf(answer.data));
    return answer;
  } },
  { row: 'DELETE /grants/{id}', answer: undefined, run: async (stage) => stage.management.userGrants.delete(given(stage, 'grant')) },
  { row: 'DELETE /grants', answer: undefined, async run(stage) {
    const user = await arrive(stage, { app: apps.web3p, fields: { audience: api, scope: 'openid read:things' } });
    return stage.management.userGrants.deleteByUserId({ user_id: user });
  } },
];
