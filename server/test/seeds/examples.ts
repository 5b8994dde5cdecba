import type { Client } from '../../src/protocol/client/client.ts';
import { claimsOf, type App } from '../flows/app.ts';
import { addApp } from '../flows/arrangements.ts';
import type { RunningHouse } from '../flows/house.ts';

/** The examples of the seeds, the right and the wrong ones, as they stand there. */
export const example = {
  /** The requests for a code name the first application, the requests for tokens the second. */
  asks: '06494b74-a796-4723-af44-1bdb96b48875',
  redeems: '3c219e58-ed0e-4b18-ad48-f4f92793ae32',
  secret: '_UctTBl5PG89-vCwrOo0FqYLywnUC4hSjx927sLjuzM',
  redirectUri: 'https://www.piedpiper.com/login',
  state: 'E7bMSVO7DlxkFueN',
  scope: 'openid profile email',
  code: '+WYT3XemV4f81ghHi4V+RyNwvATDaD4FIj0BpfFC4Wzg',
  /** The challenge is the SHA-256 of the verifier in hexadecimal, and the verifier is too short. */
  verifier: 'zfLfZKs05SjlQOJv',
  challenge: 'E8AD0F7972B90735CDF7E12CB5623027E33DE10B7E7956A8C77E32C16B9532F9',
  /** Its exp is its iat. */
  token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTc3ODYyMDAwLCJleHAiOjE1Nzc4NjIwMDAsInJvbGVzIjpbIm1vZGVyYXRvciIsInVzZXIiXX0.oinbs9H_CzT7Bl79ZL_tHLmfE53YyTlUFv284il_YCw',
  tokenSecret: 'oF0125yWqU*^',
} as const;

/** The person of the sample ID token. */
export const jane = { email: 'janedoe@example.com', password: 'the sample of an identity token' } as const;
export const janeProfile = { name: 'Jane Doe', given_name: 'Jane', family_name: 'Doe', gender: 'female', birthdate: '0000-10-31', picture: 'http://example.com/janedoe/me.jpg' } as const;

/** Puts the person of the sample ID token into a house. */
export async function addJane({ house }: RunningHouse): Promise<void> {
  const passwordHash = await house.passwords.hash(jane.password);
  if (passwordHash === 'busy') throw new Error('The hashing queue is full.');
  const now = house.clock.now();
  await house.storage.users.insert(house.defaultTenant.id, {
    id: 'auth0|123456', connection: 'Username-Password-Authentication', email: jane.email, canonicalEmail: jane.email, emailVerified: true, username: undefined, blocked: false, passwordHash,
    profile: janeProfile, userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now,
  });
}

/** An application with the id, the secret and the address of the seeds. */
export async function addExampleApp(house: RunningHouse, id: string, over: Partial<Client> = {}): Promise<App> {
  const secrets = over.authenticationMethod === 'none' ? [] : [{ hash: house.house.secrets.hash(example.secret), expiresAt: undefined }];
  const app = await addApp(house, id, { secrets, redirectUris: [example.redirectUri], requiresPkce: false, ...over });
  return app.method === 'none' ? app : { ...app, secret: example.secret };
}

/** The header of a JWT, unverified: for looking at it. */
export const headerOf = (jwt: string | undefined) => JSON.parse(Buffer.from(jwt?.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>;
/** How many seconds a JWT lives. */
export function lifeOf(jwt: string | undefined): number {
  const { exp, iat } = claimsOf(jwt);
  return Number(exp) - Number(iat);
}
/** An answer of /userinfo. */
export async function userinfo(house: RunningHouse, token: string | undefined): Promise<{ readonly status: number; readonly claims: Readonly<Record<string, unknown>> }> {
  const response = await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${token ?? ''}` } });
  return { status: response.status, claims: (await response.json()) as Record<string, unknown> };
}
/** A GET that answers JSON. */
export const getJson = async (url: string) => (await (await fetch(url)).json()) as Readonly<Record<string, unknown>>;
