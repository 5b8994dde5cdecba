import { existsSync, readdirSync } from 'node:fs';
import type { Settings } from '../../settings/settings.ts';
import type { CompositionRoot, House } from '../house.ts';
import { fail, ok, warn, wordsOf, type Finding } from './finding.ts';

/** The database: reachable, of this version's schema, keys that open, no samples where they do not belong. An embedded database that does not exist is not made for the question. */
export async function judgeDatabase(settings: Settings, loadHouse: () => Promise<CompositionRoot>): Promise<readonly Finding[]> {
  const place = settings.databaseUrl === undefined ? `embedded, in ${settings.data}` : `PostgreSQL at ${new URL(settings.databaseUrl).host}`;
  if (settings.databaseUrl === undefined && !hasDatabase(settings.data)) return [ok('database', `${place}: will be made at the first start`)];
  let house: House;
  try {
    house = await (await loadHouse()).openHouse(settings, 'visit');
  } catch (error) {
    return [fail('database', `${place}: ${wordsOf(error)}`, settings.databaseUrl === undefined ? 'Check the rights of the data folder, and that no older version made a newer database.' : 'Check GATEHOUSE_DATABASE_URL, the network and the rights of the user.')];
  }
  try {
    return [ok('database', `${place}: reachable, schema up to date`), judgeTenant(house, settings), await judgeKeys(house)];
  } finally {
    await house.close();
  }
}

const hasDatabase = (data: string) => existsSync(data) && readdirSync(data).some((name) => name.endsWith('.db'));

/** Applications hold on to the issuer: a start with another one moves it under them. */
function judgeTenant({ defaultTenant: { issuer: stored } }: House, { issuer }: Settings): Finding {
  return stored === issuer ? ok('stored issuer', stored) : warn('stored issuer', `the database has the issuer ${stored}; a start with these settings changes it to ${issuer}`, `Keep GATEHOUSE_ISSUER=${stored}, or tell every application the new one.`);
}

async function judgeKeys(house: House): Promise<Finding> {
  const stored = await house.keys.list(house.defaultTenant);
  if (stored.length === 0) return ok('master key', 'there are no keys to open yet');
  const ahead = Math.max(...stored.map(({ createdAt }) => createdAt)) - house.clock.now();
  if (ahead > 60) return warn('master key', `the newest signing key was made ${ahead} seconds in the future`, 'The clock went back: keep it set with NTP.');
  try {
    await house.keys.ensure(house.defaultTenant);
    return ok('master key', `opens the ${stored.length} signing keys`);
  } catch (error) {
    return fail('master key', `does not open the sealed keys (${wordsOf(error)})`, 'Set GATEHOUSE_MASTER_KEY to the key that they were sealed with.');
  }
}
