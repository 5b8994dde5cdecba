import { readFile } from 'node:fs/promises';
import { openBackChannel } from '../../samples/back-channel.ts';
import { describeRefusal, parseObject, textIn } from '../../samples/json-answer.ts';
import { readSampleSecrets } from '../../samples/sample-secrets.ts';
import type { Settings } from '../../settings/settings.ts';
import { visitSettings, type Call, type Command } from '../call.ts';
import { CliFailure, wrongUse } from '../failure.ts';
import { localAuthorityFile } from '../local-authority.ts';

/** `gatehouse token <client-id>`: an access token for a machine, from the token endpoint of the running server (RFC 6749 §4.4). */
export const token: Command = async (call) => {
  const { settings } = await visitSettings(call);
  const clientId = call.args[0] ?? '';
  const secret = await secretFrom(call, { clientId, data: settings.data });
  const answer = await askForToken(call, { clientId, secret, settings });
  const body = parseObject(answer.text);
  const accessToken = textIn(body, 'access_token');
  if (answer.status !== 200 || accessToken === undefined) throw new CliFailure(`The token endpoint answered ${describeRefusal(answer.status, answer.text)}`, { next: 'gatehouse token --help' });
  call.terminal.result(settings.json ? JSON.stringify(body) : accessToken);
  return 0;
};

/** From `--secret -` (standard input), `--secret`, or for the samples from the data folder. */
async function secretFrom({ options, terminal }: Call, { clientId, data }: { readonly clientId: string; readonly data: string }): Promise<string> {
  const given = options['secret'];
  if (given === '-') return (await terminal.readInput()).trim();
  const secret = typeof given === 'string' ? given : (await readSampleSecrets(data))?.clients[clientId];
  if (secret === undefined) throw wrongUse(`The client secret of ${clientId} is needed; only those of the samples are known here.`, `printf %s "$SECRET" | gatehouse token ${clientId} --secret - --audience https://api.example.com`);
  return secret;
}

async function askForToken({ options }: Call, { clientId, secret, settings }: { readonly clientId: string; readonly secret: string; readonly settings: Settings }): Promise<{ readonly status: number; readonly text: string }> {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  for (const name of ['audience', 'scope'] as const) if (typeof options[name] === 'string') form.set(name, options[name]);
  const basic = options['basic'] === true;
  if (!basic) { form.set('client_id', clientId); form.set('client_secret', secret); }
  const issuer = new URL(settings.issuer);
  const tls = issuer.protocol === 'https:';
  const ca = await localAuthority(settings);
  const channel = openBackChannel(settings.issuer, () => ({ host: issuer.hostname.replace(/^\[|\]$/g, ''), port: Number(issuer.port || (tls ? 443 : 80)), tls, ca }));
  const authorization = `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64')}`;
  try {
    return await channel('/oauth/token', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...(basic ? { authorization } : {}) }, body: form.toString() });
  } catch (error) {
    throw new CliFailure(`The server at ${settings.issuer} can not be reached (${(error as Error).message || (error as { readonly code?: string }).code}).`, { next: 'gatehouse dev' });
  }
}

/** The certificate of the local authority of `dev --https`, where the data folder has one. */
const localAuthority = ({ data, issuer }: Settings) => issuer.startsWith('https:') ? readFile(localAuthorityFile(data), 'utf8').catch(() => undefined) : Promise.resolve(undefined);
