import { visitSettings, type Call } from '../call.ts';
import type { Settings } from '../../settings/settings.ts';
import type { ExitCode } from '../failure.ts';
import type { House } from '../house.ts';

/** Opens the house for one piece of work, without sockets, and closes it whatever happens. */
export async function withHouse(call: Call, work: (house: House, settings: Settings) => Promise<ExitCode>): Promise<ExitCode> {
  const { settings } = await visitSettings(call);
  const { openHouse } = await call.loadHouse();
  const house = await openHouse(settings, 'visit');
  try {
    return await work(house, settings);
  } finally {
    await house.close();
  }
}
