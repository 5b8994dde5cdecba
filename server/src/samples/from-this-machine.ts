import type { Request } from '../endpoints/request.ts';

/** Passwords, secrets and mail are shown on this machine only: with --host, others on the network see the pages too. */
export const isFromThisMachine = ({ address }: Pick<Request, 'address'>) => /^(127\.|::1$|::ffff:127\.)/.test(address);
