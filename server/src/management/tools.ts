import type { Clock } from '../kernel/time.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import type { Registry } from '../protocol/ports/registry.ts';
import type { SecretHasher } from '../protocol/ports/secret-hasher.ts';

/** What the operations work with. Ports only: who implements them is wired in compose/. */
export interface ManagementTools { readonly registry: Registry; readonly clients: ClientDirectory; readonly hasher: SecretHasher; readonly clock: Clock }
