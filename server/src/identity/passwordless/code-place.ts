import { hash, type KeyObject } from 'node:crypto';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Connection } from '../connections/connection.ts';
import type { LinkedUsers } from '../ports/linked-users.ts';
import type { MailedCodeStore } from '../ports/mailed-code-store.ts';
import type { ThrottleStore } from '../ports/throttle-store.ts';
import type { UserStore } from '../ports/user-store.ts';

/**
 * Where a code is good: for one address, in one connection, at one application (or at a page of the server itself), and at the hosted pages in the one browser that asked for it.
 * `browser` is the hash of its binding cookie; `undefined`: an application asked, of whose browser nothing is known. A stranger who asks for a code elsewhere does not end this one.
 */
export interface CodePlace { readonly tenant: Tenant; readonly connection: Connection; readonly clientId: string | undefined; readonly email: string; readonly browser: string | undefined }

/** What codes are made and judged with. */
export interface MailedCodeTools {
  readonly mailedCodes: MailedCodeStore; readonly users: UserStore; readonly linkedUsers: Pick<LinkedUsers, 'listOf'>; readonly throttles: ThrottleStore; readonly clock: Clock;
  /** A secret key of the installation, for the digits of codes alone. */
  readonly mailedCodeKey: KeyObject;
}

/** The name of a place; addresses of people stand in no table of codes. */
export const placeName = ({ connection, clientId, browser }: CodePlace, canonicalEmail: string): string => hash('sha256', JSON.stringify([connection.name, clientId ?? null, canonicalEmail, browser ?? null]), 'base64url');
