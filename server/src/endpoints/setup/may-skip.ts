import { passwordConnection } from '../../identity/connections/password-connection.ts';
import type { Connection } from '../../identity/connections/connection.ts';
import type { Request } from '../request.ts';

const here = /^(?:127\.|::1$|::ffff:127\.)/;

/** An owner without an address and a password: in development alone, at a server that calls itself this machine, and for who sits at it. There the account counts as a sample, with which production does not start. */
export const maySkip = ({ tenant, address }: Request, { name }: Connection): boolean =>
  tenant.settings.environment === 'development' && name === passwordConnection && here.test(address) && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(tenant.issuer).hostname);
