import { Refusal } from '../../kernel/refusal.ts';
import type { RemoteDocuments } from '../../protocol/documents/remote-documents.ts';
import type { OutboundPolicy } from '../../protocol/ports/outbound.ts';
import type { Members } from '../../protocol/registration/metadata-reader.ts';
import { parseMetadata, type ParsedMetadata } from '../../protocol/registration/parse-metadata.ts';
import { proveSector } from '../../protocol/registration/prove-sector.ts';
import { applySoftwareStatement, type StatementTools } from '../../protocol/registration/software-statement.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { AuthenticationMethodName } from '../../protocol/vocabulary/names.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Request } from '../request.ts';

/** What metadata are judged with. */
export type MetadataTools = StatementTools & {
  readonly outboundPolicy: OutboundPolicy;
  readonly documents: RemoteDocuments;
  /** The authentication methods that work here. */
  readonly methods: readonly AuthenticationMethodName[];
  readonly clock: Clock;
};

/** Everything that metadata go through: the statement of whoever vouches for them, the families, and the sector. */
export async function proveMetadata(request: Request, { members, admitted }: { readonly members: Members; readonly admitted: boolean }, tools: MetadataTools): Promise<ParsedMetadata | OAuthRefusal> {
  const { tenant, record } = request;
  const vouched = await applySoftwareStatement(members, { tenant, now: tools.clock.now() }, tools);
  if (vouched instanceof Refusal) return vouched;
  if (members['software_statement'] !== undefined) record.pass('registration.software_statement');
  const parsed = parseMetadata(vouched, { tenant, policy: tools.outboundPolicy, by: 'dynamic', admitted, methods: tools.methods });
  if (parsed instanceof Refusal) return parsed;
  const { subject, redirectUris = [] } = parsed.settings;
  const sector = subject === undefined ? undefined : await proveSector({ subject, redirectUris }, tools.documents);
  if (sector instanceof Refusal) return sector;
  record.pass('registration.redirect_uris');
  record.pass('registration.metadata');
  // RFC 7591 §3.2.1: the statement goes back unchanged.
  const statement = members['software_statement'];
  return {
    settings: { ...parsed.settings, ...(sector === undefined ? {} : { subject: sector }) },
    accepted: typeof statement === 'string' ? { ...parsed.accepted, software_statement: statement } : parsed.accepted,
  };
}
