import type { Clock } from '../kernel/time.ts';
import type { SecretTools } from '../protocol/client/client-secrets.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import type { OutboundPolicy } from '../protocol/ports/outbound.ts';
import type { Registry } from '../protocol/ports/registry.ts';
import type { AuthenticationMethodName } from '../protocol/vocabulary/names.ts';

/** What the operations work with. Ports only: who implements them is wired in compose/. */
export interface ManagementTools extends SecretTools {
  readonly registry: Registry;
  readonly clients: ClientDirectory;
  readonly clock: Clock;
  readonly outboundPolicy: OutboundPolicy;
  /** The ways in which a client can prove itself here. */
  readonly methods: readonly AuthenticationMethodName[];
}
