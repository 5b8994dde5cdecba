import { settingsOf, type Command } from '../call.ts';
import { openCompileCache } from '../compile-cache.ts';
import { needsSetup } from '../find-setup.ts';
import { seed } from '../seed.ts';
import { renderStartJson } from '../start-text.ts';
import { version } from '../version.ts';
import { orClose, serveUntilSignal } from './serve-until-signal.ts';

/** `gatehouse start`: production. It refuses what is not fit for it. */
export const start: Command = async (call) => {
  const { terminal } = call;
  const { settings } = settingsOf(call, 'production');
  openCompileCache(settings.data);
  const { openHouse, serve } = await call.loadHouse();
  const signal = terminal.untilSignal();
  const house = await openHouse(settings, 'serve');
  const { bootstrap, server } = await orClose(house, async () => {
    const [seeded] = await Promise.all([seed(house, settings), house.keys.ensure(house.defaultTenant)]);
    return { ...seeded, server: await serve(house, settings) };
  });
  if (bootstrap === 'exists') terminal.progress(`The application ${settings.bootstrapClientId ?? ''} of GATEHOUSE_BOOTSTRAP_CLIENT_ID exists already; it was left as it is.`);
  const facts = { settings, url: server.url, cwd: terminal.cwd, created: false, keys: await house.keys.list(house.defaultTenant), samples: undefined, setup: undefined, taken: undefined };
  // Production's output is kept in places that many read: the link itself is printed for who asks for it.
  const unset = await needsSetup(house);
  if (unset) terminal.progress('There is no administrator yet: gatehouse setup-link prints a link with which you become one.');
  terminal.result(settings.json || !terminal.interactive ? renderStartJson(facts) : `  gatehouse ${version}   production, listening on ${server.url}\n  Issuer       ${settings.issuer}\n  Dashboard    ${settings.issuer}dashboard/\n`);
  return serveUntilSignal({ house, server, signal });
};
