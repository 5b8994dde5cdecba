import type { BreachedPasswords } from '../identity/ports/breached-passwords.ts';
import type { PasswordHasher } from '../identity/ports/password-hasher.ts';
import type { OpaqueTokens } from '../kernel/opaque-token.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Sealing } from '../keys/sealing.ts';
import type { MailSettings } from '../mail/find-route.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { OutboundDoor } from '../outbound/create-outbound.ts';
import type { RemoteDocuments } from '../protocol/documents/remote-documents.ts';
import type { ScriptPool } from '../sandbox/script-pool.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import type { FailureWindow } from '../protocol/ports/failure-window.ts';
import type { OutboundHosts, OutboundPolicy } from '../protocol/ports/outbound.ts';
import type { SecretHasher } from '../protocol/ports/secret-hasher.ts';
import type { Storage } from '../storage/storage.ts';

/** The wired house without sockets. */
export interface House {
  readonly storage: Storage;
  readonly keys: KeyRing;
  readonly sealing: Sealing;
  readonly tokens: OpaqueTokens;
  readonly passwords: PasswordHasher;
  /** The list of leaked passwords that the operator has, or none. */
  readonly breached: BreachedPasswords;
  readonly secrets: SecretHasher;
  readonly failures: FailureWindow;
  /** The one way out, and what may go through it. */
  readonly outbound: OutboundDoor;
  readonly outboundPolicy: OutboundPolicy;
  readonly outboundHosts: OutboundHosts;
  readonly documents: RemoteDocuments;
  /** How mail leaves where a tenant says nothing else. */
  readonly mailSettings: MailSettings;
  /** Applications and APIs, those with a metadata document too. */
  readonly clients: ClientDirectory;
  /** Where scripts of tenants run. */
  readonly scripts: ScriptPool;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly defaultTenant: Tenant;
  close(): Promise<void>;
}

/** A listening server. `url` is where it listens, which differs from the issuer behind a proxy. */
export interface Serving { readonly port: number; readonly url: string; close(): Promise<void> }
