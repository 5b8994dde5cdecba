import { settingsOf, type Command } from '../call.ts';
import { seed } from '../seed.ts';
import { renderStartJson } from '../start-text.ts';
import { version } from '../version.ts';
import { serveUntilSignal } from './serve-until-signal.ts';

/** `gatehouse start`: production. It refuses what is not fit for it. */
export const start: Command = async (call) => {
  const { terminal } = call;
  const { settings } = settingsOf(call, 'production');
  const { openHouse, serve } = await call.loadHouse();
  const house = await openHouse(settings);
  try {
    await house.keys.ensure(house.defaultTenant);
    const { bootstrap } = await seed(house, settings);
    if (bootstrap === 'exists') terminal.progress(`The application ${settings.bootstrapClientId ?? ''} of GATEHOUSE_BOOTSTRAP_CLIENT_ID exists already; it was left as it is.`);
    const server = await serve(house, settings);
    const json = settings.json || !terminal.interactive;
    const facts = { settings, url: server.url, cwd: terminal.cwd, created: false, keys: await house.keys.list(house.defaultTenant), samples: undefined, taken: undefined };
    terminal.result(json ? renderStartJson(facts) : `  gatehouse ${version}   production, listening on ${server.url}\n  Issuer       ${settings.issuer}\n`);
    return await serveUntilSignal({ house, server, terminal });
  } catch (error) {
    await house.close();
    throw error;
  }
};
