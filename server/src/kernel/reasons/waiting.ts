import type { Reason } from './reason.ts';

/** Refusals about what waits for a person: devices and their codes, and asking whether the person has answered. */
export const waitingReasons = {
  'poll.pending': { check: 'poll.answered', explain: 'The person has not answered yet.', fix: ['Ask again after the seconds of interval.'] },
  'poll.too_fast': { check: 'poll.pace', explain: 'The application asks more often than it was told to.', fix: ['Wait 5 seconds longer than before between two requests, from now on.'] },
  'poll.expired': { check: 'poll.answered', explain: 'The person did not answer in time, or the application asked too late.', fix: ['Start again with a new request.'] },
  'poll.declined': { check: 'poll.answered', explain: 'The person declined.', fix: ['Stop asking, and tell the person what the application needs the access for before starting again.'] },
  'device_code.unknown': { check: 'device_code.alive', explain: 'The device code is not known: it is malformed, was never issued by this tenant, or was removed.', fix: ['Send device_code exactly as the device authorization endpoint answered it.'] },
  'device_code.used': { check: 'device_code.alive', explain: 'The device code was exchanged before.', fix: ['Exchange each device code once, and use the refresh token afterwards.'] },
  'device_code.other_client': { check: 'device_code.alive', explain: 'The device code was issued to another application.', fix: ['Send the client_id that asked for the device code.'] },
  'user_code.unknown': { check: 'user_code.alive', explain: 'No device waits with this code.', fix: ['Type the code exactly as the device shows it, or start again on the device.'] },
  'user_code.expired': { check: 'user_code.alive', explain: 'The code is too old.', fix: ['Start again on the device.'] },
  'user_code.used': { check: 'user_code.alive', explain: 'The code was answered before.', fix: ['Start again on the device.'] },
  'user_code.elsewhere': { check: 'user_code.alive', explain: 'The code was typed in another browser, which alone may go on with it.', fix: ['Go on in the other browser, or start again on the device.'] },
  'user_code.throttled': { check: 'user_code.throttle', explain: 'Too many wrong codes.', fix: ['Wait until the time shown.'] },
  'user_code.exhausted': { check: 'server.ready', explain: 'No free code was found: too many devices wait for the form that codes have in this tenant.', fix: ['Choose a longer mask for the codes of the tenant.', 'Try again in a few minutes.'] },
} as const satisfies Record<string, Reason>;
