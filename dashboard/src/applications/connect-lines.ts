import type { Application } from '../api/records.ts';
import { dashboardClient as client } from '../session/client.ts';

const firstCallback = ({ callbacks }: Application) => callbacks?.[0] ?? 'http://localhost:3000/callback';

/** The environment of an app that people sign in to, or the options of one that runs in the browser. */
export function linesForApp(application: Application): string {
  const { client_id: id = '', app_type: type } = application;
  const host = new URL(client.issuer).host;
  if (type === 'spa') return `import { createAuth0Client } from '@auth0/auth0-spa-js';\n\nconst auth0 = await createAuth0Client({\n  domain: '${host}',\n  clientId: '${id}',\n  authorizationParams: {\n    redirect_uri: '${firstCallback(application)}',\n    audience: 'https://your-api.example', // without it the token is good for /userinfo alone\n  },\n});`;
  const secret = type === 'native' ? [] : ['CLIENT_SECRET=(Credentials, Rotate secret)'];
  return [`ISSUER_BASE_URL=${client.issuer}`, `CLIENT_ID=${id}`, ...secret, `CALLBACK_URL=${firstCallback(application)}`, 'AUDIENCE=https://your-api.example'].join('\n');
}

/** RFC 6749 §4.4: a token for the application itself. */
export const machineCall = ({ client_id: id = '' }: Application): string =>
  `curl -s ${client.issuer}oauth/token \\\n  -d grant_type=client_credentials \\\n  -d client_id=${id} \\\n  -d client_secret=YOUR_SECRET \\\n  -d audience=https://your-api.example`;
