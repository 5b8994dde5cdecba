import { SettingsRefused } from '../../settings/read-settings.ts';
import { visitSettings, type Call, type Command } from '../call.ts';
import { judgeDatabase } from '../doctor/database.ts';
import { fail, ok, type Finding } from '../doctor/finding.ts';
import { judgeClock, judgeMachine, judgeNode } from '../doctor/machine.ts';
import { judgeMail } from '../doctor/mail.ts';
import { judgeIssuer, judgePort, judgeProxyHeaders, judgePublicUrl } from '../doctor/network.ts';
import { judgeTls } from '../doctor/tls.ts';
import { wrongUse } from '../failure.ts';

/** `gatehouse doctor`: every check, what it found and what to do; 1 when one failed. */
export const doctor: Command = async (call) => {
  const findings = await examine(call);
  const failed = findings.some(({ state }) => state === 'fail');
  call.terminal.result(call.flags['json'] === true ? JSON.stringify({ healthy: !failed, findings: findings.map((one) => ({ ...one, fix: one.fix ?? null })) }) : renderTable(findings));
  return failed ? 1 : 0;
};

async function examine(call: Call): Promise<readonly Finding[]> {
  const publicUrl = call.options['url'];
  if (publicUrl !== undefined && !(typeof publicUrl === 'string' && URL.canParse(publicUrl))) throw wrongUse('--url must be a URL.', 'gatehouse doctor --url https://login.example.com/');
  try {
    const { settings } = await visitSettings(call);
    const port = await judgePort(settings);
    return [
      ok('settings', `all sound, ${settings.mode} mode`), ...await judgeMachine(settings), judgeIssuer(settings), ...await judgeTls(settings, Date.now()), port,
      ...await judgeDatabase(settings, call.loadHouse), await judgeMail(settings),
      ...(publicUrl === undefined ? [] : [...await judgePublicUrl(settings, publicUrl), ...await judgeProxyHeaders(settings, publicUrl)]),
    ];
  } catch (error) {
    if (!(error instanceof SettingsRefused)) throw error;
    return [...error.problems.map((problem) => fail('settings', problem, 'gatehouse config reference')), judgeNode(process.versions.node), judgeClock(Date.now())];
  }
}

const marks = { ok: '✔', warn: '!', fail: '✖' } as const;

function renderTable(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  return findings.flatMap(({ check, state, detail, fix }) => [`${marks[state]} ${state.padEnd(4)}  ${check.padEnd(width)}  ${detail}`, ...(fix === undefined ? [] : [`${' '.repeat(width + 10)}→ ${fix}`])]).join('\n');
}
