import type { Guide } from '../guide.ts';

/** A program in Python that acts for itself (RFC 6749 §4.4), with nothing but what Python brings. */
export const machinePython: Guide = {
  id: 'machine-python', title: 'Machine to machine, Python', about: 'Your Python program gets access tokens for an API with its own credentials; nobody signs in.',
  signs: [],
  application: { type: 'non_interactive', authentication: 'client_secret_post' }, api: '{{audience}}',
  port: 3000, callbacks: [], logouts: [], webOrigin: false,
  environmentFile: '.env',
  environment: [{ name: 'ISSUER', value: '{{issuer}}' }, { name: 'AUDIENCE', value: '{{audience}}' }, { name: 'CLIENT_ID', value: '{{clientId}}' }, { name: 'CLIENT_SECRET', value: '{{clientSecret}}' }],
  install: undefined,
  code: [
    {
      file: 'machine.py', language: 'python', text: `import json
import os
from urllib.parse import urlencode, urljoin
from urllib.request import urlopen

audience = os.environ["AUDIENCE"]
fields = {
    "grant_type": "client_credentials",
    "client_id": os.environ["CLIENT_ID"],
    "client_secret": os.environ["CLIENT_SECRET"],
    "audience": audience,
}
with urlopen(urljoin(os.environ["ISSUER"], "oauth/token"), urlencode(fields).encode()) as response:
    answer = json.load(response)
print(f"A token for {audience}, good for {answer['expires_in']} s: {answer['access_token']}")
`,
    },
  ],
  run: 'set -a; . ./.env; set +a; python3 machine.py', next: 'Send the token to the API: Authorization: Bearer …; keep it until it ends rather than asking for each call.',
};
