import { passwordConnection } from '../../identity/connections/password-connection.ts';
import type { User } from '../../identity/ports/user-store.ts';
import type { Seconds } from '../../kernel/time.ts';

/** OIDC Core §5.1: a person who has every standard claim, as the suite's modules about scopes ask for. */
export const suitePerson = (passwordHash: string, now: Seconds): User => ({
  id: 'auth0|0c0f0c0f0c0f0c0f0c0f0c0f', connection: passwordConnection, email: 'conformance@example.com', canonicalEmail: 'conformance@example.com', emailVerified: true, username: 'conformance', blocked: false, passwordHash,
  profile: {
    name: 'Connie F. Ormance', given_name: 'Connie', middle_name: 'F.', family_name: 'Ormance', nickname: 'connie', preferred_username: 'conformance', profile: 'https://example.com/connie', picture: 'https://example.com/connie.png',
    website: 'https://example.com/', gender: 'female', birthdate: '2000-02-03', zoneinfo: 'Europe/Berlin', locale: 'en-US', phone_number: '+49 30 1234567', phone_number_verified: true,
    address: { formatted: 'Example Street 1\n10115 Berlin\nGermany', street_address: 'Example Street 1', locality: 'Berlin', postal_code: '10115', country: 'Germany' },
  },
  userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now,
});
