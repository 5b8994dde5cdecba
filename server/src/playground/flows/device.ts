import { audience, clientId, scope } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { callApi, idTokenAtApi, tokenCall } from '../step-parts.ts';

const grant = 'urn:ietf:params:oauth:grant-type:device_code';

/** RFC 8628: for what has no browser or no keyboard. */
export const device: Flow = {
  id: 'device', title: 'Device', about: 'A person signs in to a device that has no keyboard, with a telephone or another computer.',
  use: 'Televisions, printers, and tools of the command line on machines without a browser.', sections: ['RFC 8628'],
  application: { app_type: 'native', token_endpoint_auth_method: 'none', grant_types: [grant], callback: false },
  steps: [
    {
      id: 'codes', kind: 'call', to: 'server', method: 'POST', address: 'oauth/device/code', title: 'POST /oauth/device/code', words: 'The device asks for two codes: one for itself, and a short one for the person.', fields: [clientId, scope, audience],
      coming: { title: '200 with device_code and user_code', words: 'The device shows the short code and the address. It keeps the long one to itself.' },
    },
    {
      id: 'activate', kind: 'visit', title: 'The person opens /activate', address: '{{verification_uri_complete}}', words: 'The person opens the address on a telephone, by a QR code or by typing it, and signs in there.', fields: [], back: 'nothing', until: 'main[data-page=device-done]',
      there: { title: 'Compare the code, then Allow or Decline', words: 'The page shows the code and the name of the application. The person compares it with the one on the device, so that nobody allows a device of somebody else.' }, coming: { title: '', words: '' },
    },
    tokenCall({
      title: 'POST /oauth/token with device_code', words: 'Meanwhile the device asks again and again, no more often than the server said.', polls: true,
      fields: [['grant_type', grant, 'Says that a device asks.'], clientId, ['device_code', '{{device_code}}', 'The long code, which only the device knows.']],
      coming: { title: '200 with access_token and id_token', words: 'Until the person has answered, each answer is authorization_pending. Then there are tokens, once.' },
    }),
    callApi(),
  ],
  breaks: [
    { id: 'declined', title: 'Press Decline', declines: true, refused: { step: 'token', by: 'server', error: 'access_denied', reason: 'poll.declined' }, proves: 'Whoever is tricked into opening the page of a strange device can say no, and the device is told so.' },
    { id: 'too-early', title: 'Ask before the person has answered', skips: 'activate', refused: { step: 'token', by: 'server', error: 'authorization_pending', reason: 'poll.pending' }, proves: 'A code by itself is nothing: it becomes a token when a person says so.' },
    { id: 'guessed', title: 'Guess a device_code', changes: [{ step: 'token', field: 'device_code', to: '{{random}}' }], skips: 'activate', refused: { step: 'token', by: 'server', error: 'invalid_grant', reason: 'device_code.unknown' }, proves: 'The long code can not be guessed.' },
    { id: 'twice', title: 'Use the device_code twice', repeats: 'token', refused: { step: 'token', by: 'server', error: 'invalid_grant', reason: 'device_code.used' }, proves: 'A device gets its tokens once. Somebody who read the code later gets nothing.' },
    idTokenAtApi(),
  ],
};
