import { describeEffective, renderSettingsReference } from '../../settings/describe-settings.ts';
import { visitSettings, type Command } from '../call.ts';

/** `gatehouse config show`: every setting in force and who said so, without secrets. */
export const configShow: Command = async (call) => {
  const resolved = await visitSettings(call);
  const rows = describeEffective(resolved);
  const width = Math.max(...rows.map(({ name }) => name.length));
  call.terminal.result(resolved.settings.json
    ? JSON.stringify({ mode: resolved.settings.mode, settings: rows.map(({ name, value, origin }) => ({ name, value: value ?? null, origin })) })
    : [`${'mode'.padEnd(width)}  ${resolved.settings.mode}`, ...rows.map(({ name, value, origin }) => `${name.padEnd(width)}  ${value === undefined || value === '' ? '–' : value}   (${origin})`)].join('\n'));
  return 0;
};

/** `gatehouse config reference`: the page of all settings, as Markdown. */
export const configReference: Command = ({ terminal }) => {
  terminal.result(renderSettingsReference().trimEnd());
  return Promise.resolve(0);
};
