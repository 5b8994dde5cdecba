import { join } from 'node:path';

/** The certificate of the authority that `dev --https` makes in the data folder: what browsers and programs are to trust. */
export const localAuthorityFile = (data: string) => join(data, 'ca', 'ca.pem');
