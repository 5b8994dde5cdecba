import type { Family } from '../ground.ts';
import { readShownUrl } from '../urls.ts';

const longestName = 100;

/** RFC 7591 §2: what people read of the application. The links are https, and nothing of it is believed: the consent page says so. */
export const display: Family = (read) => {
  const name = read.text('client_name', longestName);
  const clientUri = readShownUrl(read, 'client_uri');
  const initiateLoginUri = readShownUrl(read, 'initiate_login_uri');
  read.texts('contacts', 20);
  read.text('software_id', 200);
  read.text('software_version', 200);
  return {
    ...(name === undefined ? {} : { name }),
    logoUri: readShownUrl(read, 'logo_uri'), policyUri: readShownUrl(read, 'policy_uri'), tosUri: readShownUrl(read, 'tos_uri'),
    // Where a person finds the application again: its start of a sign-in (OIDC Core §4), else its own page.
    initiateLoginUri: initiateLoginUri ?? clientUri,
  };
};
