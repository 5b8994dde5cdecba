import type { Family } from '../ground.ts';
import { readOutboundUrl } from '../urls.ts';

/** OIDC Core §8, OIDC Core §8.1: under which name the client knows people. Whether the document behind `sector_identifier_uri` agrees is proved by `prove-sector.ts`. */
export const subject: Family = (read, ground) => {
  const type = read.oneOf('subject_type', ['public', 'pairwise']) ?? 'public';
  const sectorIdentifierUri = readOutboundUrl(read, 'sector_identifier_uri', ground);
  read.accept('subject_type', type);
  return { subject: { type, sector: undefined, sectorIdentifierUri } };
};
