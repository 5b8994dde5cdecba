import type { KeyObject } from 'node:crypto';
import type { OpaqueTokens } from '../kernel/opaque-token.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import type { JobStore } from '../identity/ports/job-store.ts';
import type { LinkedUsers } from '../identity/ports/linked-users.ts';
import type { BreachedPasswords } from '../identity/ports/breached-passwords.ts';
import type { SetupStore } from '../identity/ports/setup-store.ts';
import type { ConnectionDirectory } from '../identity/ports/connection-store.ts';
import type { PasswordHasher } from '../identity/ports/password-hasher.ts';
import type { UserStore } from '../identity/ports/user-store.ts';
import type { AdministratorStore } from '../protocol/ports/administrator-store.ts';
import type { PendingStore } from '../protocol/ports/pending-store.ts';
import type { Registry, TenantDirectory } from '../protocol/ports/registry.ts';
import type { SecretHasher } from '../protocol/ports/secret-hasher.ts';
import type { StoredSigningKey } from '../protocol/ports/signing-key-store.ts';
import type { SigningAlgorithm } from '../protocol/vocabulary/names.ts';
import type { Settings } from '../settings/settings.ts';

/** The signing keys, as the commands use them. */
export interface HouseKeys {
  /** Makes the next key the current one, of one algorithm or of all, and prepares a new next one. */
  rotate(tenant: Tenant, alg?: SigningAlgorithm): Promise<unknown>;
  list(tenant: Tenant): Promise<readonly StoredSigningKey[]>;
  /** Makes the current keys that a tenant lacks and opens the sealed ones; throws when the master key is not the one they were sealed with. */
  ensure(tenant: Tenant): Promise<unknown>;
  /** Makes the next keys that are missing. */
  warmUp(): Promise<unknown>;
}

/** The wired house without sockets: what the commands work on. */
export interface House {
  readonly storage: { readonly tenants: TenantDirectory; readonly registry: Registry; readonly users: UserStore; readonly linkedUsers: LinkedUsers; readonly connections: ConnectionDirectory; readonly jobs: JobStore; readonly pending: PendingStore; readonly administrators: AdministratorStore; readonly setup: SetupStore };
  readonly sealing: { deriveKey(purpose: string): KeyObject };
  readonly keys: HouseKeys;
  readonly tokens: OpaqueTokens;
  readonly passwords: PasswordHasher;
  readonly breached: BreachedPasswords;
  readonly secrets: SecretHasher;
  readonly clock: Clock;
  readonly defaultTenant: Tenant;
  close(): Promise<void>;
}

/** A listening server. `url` is where it listens, which may differ from the issuer behind a proxy. */
export interface Serving { readonly port: number; readonly url: string; /** Drains: finishes what runs, accepts nothing new. */ close(): Promise<void> }

/** The composition root, as the commands see it. */
export interface CompositionRoot {
  /** `serve` moves the default tenant to the issuer and mode of the settings; `visit` leaves it as it is stored. */
  readonly openHouse: (settings: Settings, purpose: 'serve' | 'visit') => Promise<House>;
  readonly serve: (house: House, settings: Settings) => Promise<Serving>;
}

