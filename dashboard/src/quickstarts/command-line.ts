import type { Quickstart } from './quickstart.ts';

const grant = 'urn:ietf:params:oauth:grant-type:device_code';

/** A program at a command line, or on a device where typing is hard (RFC 8628). */
export const commandLine: Quickstart = {
  id: 'command-line', title: 'Command line or TV', types: ['native'], base: undefined, asksApi: true,
  needs: () => ({ grant_types: [grant, 'refresh_token'] }),
  steps: ({ issuer, clientId, audience }) => [
    { title: 'sign-in.mjs', kind: 'file', text: `const post = async (path, fields) => {
  const answer = await fetch('${issuer}' + path, { method: 'POST', body: new URLSearchParams({ client_id: '${clientId}', ...fields }) });
  return answer.json();
};

const device = await post('oauth/device/code', { audience: '${audience}', scope: 'openid profile' });
if (device.error !== undefined) throw new Error(device.error_description);
console.log(\`Open \${device.verification_uri_complete} and compare the code \${device.user_code}\`);

let { interval } = device;
for (;;) {
  await new Promise((resolve) => setTimeout(resolve, interval * 1000));
  const answer = await post('oauth/token', { grant_type: '${grant}', device_code: device.device_code });
  if (answer.error === 'slow_down') interval += 5;
  else if (answer.error !== 'authorization_pending') {
    console.log(JSON.stringify(answer, null, 2));
    break;
  }
}
` },
    { title: 'Run', kind: 'command', text: 'node sign-in.mjs' },
  ],
};
