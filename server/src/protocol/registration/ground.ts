import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import type { OutboundPolicy } from '../ports/outbound.ts';
import type { AuthenticationMethodName } from '../vocabulary/names.ts';
import type { MetadataReader } from './metadata-reader.ts';

/** What metadata are judged against. */
export interface Ground {
  readonly tenant: Tenant;
  readonly policy: OutboundPolicy;
  /** How the client comes to be: it registers itself, names the address of its metadata, or is set by an administrator, who may give it everything that there is. */
  readonly by: 'dynamic' | 'metadata_document' | 'administrator';
  /** An administrator let it in, with an initial access token: it may have more than what anybody may. */
  readonly admitted: boolean;
  /** The authentication methods that work here. */
  readonly methods: readonly AuthenticationMethodName[];
}

/** A family of members: reads its own, and answers what a client gets of them. What is wrong is left with the reader. */
export type Family = (read: MetadataReader, ground: Ground) => Partial<Client>;
