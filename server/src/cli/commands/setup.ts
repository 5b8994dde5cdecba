import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from '../../settings/settings.ts';
import { visitSettings, type Call, type Command } from '../call.ts';
import { CliFailure, wrongUse } from '../failure.ts';
import { findIssuer } from '../occupant.ts';
import { applySetup } from '../setup/apply-setup.ts';
import { chooseGuide } from '../setup/choose-guide.ts';
import { planSetup, refuseForeign, type SetupOptions } from '../setup/plan-setup.ts';
import { readProject } from '../setup/read-project.ts';
import { renderSetupJson, renderSetupText } from '../setup/render-setup.ts';
import { withHouse } from './with-house.ts';

/** `gatehouse setup [folder]`: makes a project an application of this server. A second run finds what the first one made, and changes only what differs. */
export const setup: Command = async (call) => {
  const { terminal, options } = call;
  const { settings } = await visitSettings(call);
  const folder = resolve(terminal.cwd, call.args[0] ?? '.');
  refuseNowhere(settings, folder);
  const facts = await readProject(folder);
  const choice = await chooseGuide(options['framework'], facts, { ask: settings.json ? undefined : terminal.ask });
  return withHouse(call, async (house) => {
    const plan = await planSetup(house, { folder, facts, choice, options: optionsOf(call) });
    refuseForeign(plan);
    const dryRun = options['dryRun'] === true;
    if (!dryRun) await applySetup(house, plan);
    const told = { plan, dryRun, running: await findIssuer(plan.issuer) === plan.issuer };
    terminal.result(settings.json ? renderSetupJson(told) : renderSetupText(told));
    return 0;
  });
};

/** A mistyped folder must not become a project, nor a mistyped data folder a new server. */
function refuseNowhere({ data, databaseUrl }: Settings, folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw wrongUse(`There is no folder ${folder}.`, 'gatehouse setup ../my-app');
  if (databaseUrl !== undefined || existsSync(join(data, 'data.db'))) return;
  throw new CliFailure(`There is no Gatehouse here: looked for ${join(data, 'data.db')}. Start a server in this folder, or name the data folder of the one that runs.`, { next: 'gatehouse dev, or gatehouse setup --data FOLDER' });
}

function optionsOf({ options }: Call): SetupOptions {
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
  return { name: text('name'), appUrl: text('appUrl'), audience: text('audience'), envFile: text('envFile'), clientId: text('clientId') };
}
