import { existsSync, readdirSync } from 'node:fs';
import { settingsOf, type Call, type Command } from '../call.ts';
import { settleOnPort } from '../free-port.ts';
import { issueSetupLink, needsSetup } from '../find-setup.ts';
import { noteRunning, refuseSecondServer } from '../running-file.ts';
import { openCompileCache } from '../compile-cache.ts';
import { seed } from '../seed.ts';
import { renderStartJson, renderStartText, type Start } from '../start-text.ts';
import { orClose, serveUntilSignal } from './serve-until-signal.ts';

/** `gatehouse dev`: development mode with samples, on loopback, at the next free port. */
export const dev: Command = async (call) => {
  const { terminal } = call;
  const wished = settingsOf(call, 'development');
  await refuseSecondServer(wished.settings.data);
  const { settings, taken } = await settleOnPort(wished);
  if (taken !== undefined) terminal.progress(`Port ${taken.port} is taken by ${taken.by}; using ${settings.port}.`);
  const created = !hasDatabase(settings.data);
  openCompileCache(settings.data);
  const { openHouse, serve } = await call.loadHouse();
  const signal = terminal.untilSignal();
  const house = await openHouse(settings, 'serve');
  const { samples, server } = await orClose(house, async () => {
    const [seeded] = await Promise.all([seed(house, settings), house.keys.ensure(house.defaultTenant)]);
    return { ...seeded, server: await serve(house, settings) };
  });
  const removeNote = await noteRunning(settings.data, { issuer: settings.issuer, url: server.url, port: server.port });
  tell(call, { settings, url: server.url, cwd: terminal.cwd, created, keys: await house.keys.list(house.defaultTenant), samples, setup: await needsSetup(house) ? await issueSetupLink(house) : undefined, taken });
  const code = await serveUntilSignal({ house, server, signal });
  await removeNote();
  return code;
};

const hasDatabase = (data: string) => existsSync(data) && readdirSync(data).some((name) => name.endsWith('.db'));

/** Text for a person, a line of JSON for a program. */
function tell({ terminal }: Call, start: Start): void {
  terminal.result(terminal.interactive && !start.settings.json ? renderStartText(start) : renderStartJson(start));
}
