import type { SubjectPolicy } from '../client/client-policies.ts';
import type { RemoteDocuments } from '../documents/remote-documents.ts';
import { isOutboundFailure } from '../ports/outbound.ts';
import { invalidClientMetadata, type OAuthRefusal } from '../vocabulary/errors.ts';

/** Whose sector it is. */
export interface SectorAsked { readonly subject: SubjectPolicy; readonly redirectUris: readonly string[] }

/**
 * OIDC Core §8.1, OIDC Registration §5: the sector of a client is the host of its `sector_identifier_uri`, whose document has to list every redirect URI of it;
 * without one it is the host that all redirect URIs share. A105 of the attack cases.
 */
export async function proveSector({ subject, redirectUris }: SectorAsked, documents: RemoteDocuments): Promise<SubjectPolicy | OAuthRefusal> {
  const { type, sectorIdentifierUri } = subject;
  if (sectorIdentifierUri === undefined) return type === 'public' ? subject : sectorOfHosts(subject, redirectUris);
  const fetched = await documents.get(sectorIdentifierUri);
  if (isOutboundFailure(fetched)) return invalidClientMetadata('registration.sector_wrong', { received: sectorIdentifierUri.slice(0, 200), expected: 'a JSON document that can be fetched' });
  const { content } = fetched;
  if (!Array.isArray(content) || !content.every((one) => typeof one === 'string')) return invalidClientMetadata('registration.sector_wrong', { received: sectorIdentifierUri.slice(0, 200), expected: 'an array of texts' });
  const missing = redirectUris.find((uri) => !content.includes(uri));
  if (missing !== undefined) return invalidClientMetadata('registration.sector_wrong', { received: `no ${missing.slice(0, 200)} in the document`, expected: 'every redirect URI of the application' });
  return type === 'public' ? subject : { ...subject, sector: new URL(sectorIdentifierUri).hostname };
}

function sectorOfHosts(subject: SubjectPolicy, redirectUris: readonly string[]): SubjectPolicy | OAuthRefusal {
  const [host, ...others] = [...new Set(redirectUris.map((uri) => URL.parse(uri)?.hostname ?? ''))];
  if (host === undefined || host === '' || others.length > 0) return invalidClientMetadata('registration.not_together', { received: 'subject_type pairwise with redirect_uris at several hosts, or none', expected: 'a sector_identifier_uri' });
  return { ...subject, sector: host };
}
