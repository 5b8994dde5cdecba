import { needOfApi, renderGuide, type RenderedGuide } from './render-guide.ts';
import { renderStep, stepsOf } from './render-steps.ts';
import type { Guide, GuideValues } from './guide.ts';

/** Values of a development server, and words in the place of what each application has for itself. */
const examples: GuideValues = {
  issuer: 'http://localhost:4000/', issuerBase: 'http://localhost:4000', clientId: 'YOUR_CLIENT_ID', clientSecret: 'YOUR_CLIENT_SECRET', audience: '', permission: '', url: '', port: '', random: 'A_LONG_RANDOM_TEXT',
};
const exampleApi = 'https://my-api.example';

const inWords = { regular_web: 'Regular Web Application', spa: 'Single Page Application', native: 'Native', non_interactive: 'Machine to Machine' } as const;
const listed = (what: string, values: readonly string[]) => values.map((value) => `- ${what}: \`${value}\``);

/** The page of a guide in `docs/quickstarts/`, in Markdown. */
export function renderPage(guide: Guide): string {
  const url = `http://localhost:${guide.port}`;
  const audience = (guide.api ?? '').replace('{{audience}}', exampleApi).replace('{{url}}', url);
  const rendered = renderGuide(guide, { ...examples, url, port: String(guide.port), audience });
  const parts = [
    `# ${guide.title}`,
    guide.about,
    '## By one command',
    `\`\`\`sh\nnpx gatehouse setup ../my-app --framework ${guide.id}\n\`\`\``,
    `Run it where the server was started; \`../my-app\` is your project. It registers ${guide.api === undefined ? 'the application' : 'the API and a machine to try it with'}, writes \`${guide.environmentFile}\`, keeps it out of the repository, and prints the lines below with your values in them. Another run changes only what differs.${needOfApi(guide) === 'possible' ? ' With `--audience` its tokens are for that API.' : ''}`,
    '## By hand',
    renderRegistration(guide, { rendered, audience }),
    ...stepsOf(guide, rendered).map(renderStep),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderRegistration({ application: { type, authentication, grantTypes }, api }: Guide, { rendered, audience }: { readonly rendered: RenderedGuide; readonly audience: string }): string {
  const grants = grantTypes === undefined ? '' : ` with the grant types ${grantTypes.map((name) => `\`${name}\``).join(', ')}`;
  const lines = [...listed('callback URL', rendered.redirectUris), ...listed('logout URL', rendered.logoutUris), ...listed('web origin', rendered.webOrigins), ...listed('identifier of the API', audience === '' ? [] : [audience])];
  return [`Register an application of the type ${inWords[type]} (\`${authentication}\`)${grants}${api === undefined ? '' : ', an API, and allow the one to call the other'}${lines.length === 0 ? '.' : ':'}`, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n');
}
