import type { Guide } from '../guide.ts';

/** A program in a terminal or on a device without a browser (RFC 8628), with nothing but fetch. */
export const deviceFlow: Guide = {
  id: 'device-flow', title: 'Command line or device', about: 'A person signs in to your program by a code that they type in on any browser.',
  signs: [],
  application: { type: 'native', authentication: 'none', grantTypes: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'] }, api: undefined,
  port: 3000, callbacks: [], logouts: [], webOrigin: false,
  environmentFile: '.env', environment: [{ name: 'ISSUER', value: '{{issuer}}' }, { name: 'CLIENT_ID', value: '{{clientId}}' }, { name: 'AUDIENCE', value: '{{audience}}' }],
  install: undefined,
  code: [
    {
      file: 'sign-in.mjs', language: 'js', text: `import { setTimeout as pause } from 'node:timers/promises';

const { ISSUER, CLIENT_ID, AUDIENCE } = process.env;
const post = async (path, fields) => (await fetch(new URL(path, ISSUER), { method: 'POST', body: new URLSearchParams(fields) })).json();

const device = await post('oauth/device/code', { client_id: CLIENT_ID, scope: 'openid profile email', ...(AUDIENCE && { audience: AUDIENCE }) });
if (device.error !== undefined) throw new Error(device.error_description);
console.log(\`Open \${device.verification_uri_complete} and allow \${device.user_code}\`);

let interval = device.interval;
let answer;
do {
  await pause(interval * 1000);
  answer = await post('oauth/token', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: device.device_code, client_id: CLIENT_ID });
  if (answer.error === 'slow_down') interval += 5;
} while (answer.error === 'authorization_pending' || answer.error === 'slow_down');
if (answer.error !== undefined) throw new Error(answer.error_description);

const user = await (await fetch(new URL('userinfo', ISSUER), { headers: { authorization: \`Bearer \${answer.access_token}\` } })).json();
console.log(\`Signed in as \${user.email}\`);
`,
    },
  ],
  run: 'node --env-file=.env sign-in.mjs', next: 'Open the address that it prints, and sign in.',
};
