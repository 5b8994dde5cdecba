import { useState } from 'react';
import type { Guide, GuideValues } from '../../../server/src/guides/guide.ts';
import { identifierFor, needOfApi, placeValues, renderTemplate } from '../../../server/src/guides/render-guide.ts';
import type { Api, Application } from '../api/records.ts';
import { useApis } from '../apis/api-queries.ts';
import { dashboardClient } from '../session/client.ts';
import { useMay } from '../session/session-context.ts';
import { freshSecretOf } from './fresh-secrets.ts';

/** What stands for a secret that nobody here knows. */
const unknownSecret = 'YOUR_CLIENT_SECRET';
/** A guide with this is for whichever API is meant. */
const anyApi = '{{audience}}';

/** A text that nobody can guess, for whatever the application seals with it. */
export const randomText = (): string => [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Origins as they are registered: no path, no slash at the end. */
const originOf = (text: string): string | undefined => (/^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text).origin : undefined);

/** The values of an application for a guide, and what is asked for them. */
export interface AskedValues {
  readonly values: GuideValues;
  /** The secret, where it was made since the page was opened. */
  readonly secret: string | undefined;
  /** APIs to choose from; none where the guide has no use for one, or says itself which it is. */
  readonly apis: readonly Api[];
  readonly base: string; readonly setBase: (base: string) => void; readonly isUsable: boolean;
  readonly setAudience: (audience: string) => void;
}

const firstPermission = (apis: readonly Api[], audience: string) => apis.find(({ identifier }) => identifier === audience)?.scopes[0]?.value ?? '';

interface Known { readonly name: string; readonly first: string | undefined; readonly place: ReturnType<typeof placeValues> }

/** The API that tokens are for before somebody chose: the guide's own, the first one that there is, or one that is to be made. */
function audienceFor(guide: Guide, { name, first, place }: Known): string {
  if (guide.api !== undefined && guide.api !== anyApi) return renderTemplate(guide.api, place as GuideValues);
  const need = needOfApi(guide);
  return need === 'none' ? '' : first ?? (need === 'needed' ? identifierFor(name) : '');
}

/** Fills in what is known, and keeps what is asked. */
export function useGuideValues(guide: Guide, { client_id: clientId = '', name = '' }: Application): AskedValues {
  const all = (useApis({ enabled: useMay('read:resource_servers') }).data ?? []).filter(({ is_system: system }) => !system);
  const usual = `http://localhost:${guide.port}`;
  const [base, setBase] = useState(usual);
  const [chosen, setAudience] = useState<string>();
  const [random] = useState(randomText);
  const origin = originOf(base.trim());
  const place = placeValues(dashboardClient.issuer, origin ?? usual);
  const asks = needOfApi(guide) === 'possible' || guide.api === anyApi;
  const audience = chosen ?? audienceFor(guide, { name, first: all[0]?.identifier, place });
  const secret = freshSecretOf(clientId);
  return { values: { ...place, clientId, clientSecret: secret ?? unknownSecret, audience, permission: firstPermission(all, audience), random }, secret, apis: asks ? all : [], base, setBase, isUsable: origin !== undefined, setAudience };
}
