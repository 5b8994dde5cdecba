import type { Guide, GuideValues } from './guide.ts';
import { renderGuide } from './render-guide.ts';
import { renderStep, stepsOf } from './render-steps.ts';

const usesRandom = ({ environment }: Guide) => environment.some(({ value }) => value.includes('{{random}}'));
const quoted = (word: string) => (/^[\w:/.@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The command that connects a project with an application that is registered already. */
export function renderCommand({ id, callbacks, webOrigin }: Guide, { clientId, url, audience }: GuideValues): string {
  const options = [`--framework ${id}`, `--client-id ${clientId}`, ...(callbacks.length > 0 || webOrigin ? [`--app-url ${url}`] : []), ...(audience === '' ? [] : [`--audience ${quoted(audience)}`])];
  return `npx gatehouse setup ../my-app ${options.join(' ')}`;
}

/** What a coding agent is told that shall follow a guide in a project. No secret is in it: whoever hands it over puts that into the file. */
export function renderPrompt(guide: Guide, values: GuideValues): string {
  const secret = 'PUT_THE_CLIENT_SECRET_HERE';
  const told = renderGuide(guide, { ...values, clientSecret: secret, random: 'A_LONG_RANDOM_TEXT' });
  const hasSecret = guide.application.authentication !== 'none';
  return [
    `Connect this project with Gatehouse, an OpenID Connect server, as its guide for ${guide.title} says. ${guide.about}`,
    [
      `- The application ${values.clientId} is registered at ${values.issuer} already${told.redirectUris.length === 0 ? '' : `, with the callback URL ${told.redirectUris.join(' and ')}`}. Use these values as they stand.`,
      '- Where a file exists, work the lines into it and keep what else it does.',
      `- Keep \`${guide.environmentFile}\` out of the repository.${hasSecret ? ` I put the client secret into it myself, in the place of ${secret}: do not ask for it, and write it nowhere else.` : ''}${usesRandom(guide) ? ' Make a long random text of your own for A_LONG_RANDOM_TEXT.' : ''}`,
      '- Add no other package than those that are named here. In the end tell me what to run and which address to open.',
    ].join('\n'),
    ...stepsOf(guide, told).map(renderStep),
  ].join('\n\n').concat('\n');
}
