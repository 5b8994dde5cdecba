import type { Tenant } from '../../kernel/tenant.ts';

/** Auth0: the audience of tokens for the Management API: `https://<domain>/api/v2/`. */
export const managementAudience = ({ issuer }: Pick<Tenant, 'issuer'>) => `${issuer}api/v2/`;

/** Auth0: the scopes of the Management API that are for people and their own record, as in `read:current_user`; every other one is for applications. */
export const isOfPeople = (scope: string) => /^[a-z]+:current_user(?:_|$)/.test(scope);
