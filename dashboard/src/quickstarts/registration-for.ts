import { guides } from '../../../server/src/guides/catalogue.ts';
import type { GuideValues } from '../../../server/src/guides/guide.ts';
import { placeValues, renderGuide } from '../../../server/src/guides/render-guide.ts';
import { dashboardClient } from '../session/client.ts';

/** What a new application is created with, so that it can follow a guide at its usual port at once; nothing where no guide is meant. */
export function registrationFor(id: string): Readonly<Record<string, unknown>> {
  const guide = guides.find((one) => one.id === id);
  if (guide === undefined) return {};
  const { redirectUris, logoutUris, webOrigins } = renderGuide(guide, { ...placeValues(dashboardClient.issuer, `http://localhost:${guide.port}`), clientId: '', clientSecret: '', audience: '', permission: '', random: '' } satisfies GuideValues);
  const { authentication, grantTypes } = guide.application;
  return { token_endpoint_auth_method: authentication, callbacks: [...redirectUris], allowed_logout_urls: [...logoutUris], web_origins: [...webOrigins], ...(grantTypes === undefined ? {} : { grant_types: [...grantTypes] }) };
}
