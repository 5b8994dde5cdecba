import type { Tenant } from '../../kernel/tenant.ts';
import type { User } from '../ports/user-store.ts';

/** The words that an attacker knows of a person, so that no password may be one of them: the address, its part before the `@`, the user name, the name of the tenant. */
export const knownWords = ({ canonicalEmail, username }: Pick<User, 'canonicalEmail' | 'username'>, tenant: Tenant): readonly string[] =>
  [canonicalEmail, canonicalEmail?.slice(0, canonicalEmail.indexOf('@')), username, tenant.name].filter((word) => word !== undefined);
