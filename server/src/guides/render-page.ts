import { renderGuide } from './render-guide.ts';
import type { Guide, GuideValues } from './guide.ts';

/** Values of a development server, and words in the place of what each application has for itself. */
const examples: GuideValues = {
  issuer: 'http://localhost:4000/', issuerBase: 'http://localhost:4000', domain: 'localhost:4000', clientId: 'YOUR_CLIENT_ID', clientSecret: 'YOUR_CLIENT_SECRET', audience: 'https://my-api.example', url: '', port: '', random: 'A_LONG_RANDOM_TEXT',
};
const secure = { issuer: 'https://localhost:4000/', issuerBase: 'https://localhost:4000' };

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
const inWords = { regular_web: 'Regular Web Application', spa: 'Single Page Application', native: 'Native', non_interactive: 'Machine to Machine' } as const;
const listed = (what: string, values: readonly string[]) => values.map((value) => `- ${what}: \`${value}\``);

/** The page of a guide in `docs/quickstarts/`, in Markdown. */
export function renderPage(guide: Guide): string {
  const url = `http://localhost:${guide.port}`;
  const rendered = renderGuide(guide, { ...examples, ...(guide.httpsOnly === true ? secure : {}), url, port: String(guide.port), ...(guide.api === undefined ? {} : { audience: guide.api.replace('{{audience}}', examples.audience).replace('{{url}}', url) }) });
  const parts = [
    `# ${guide.title}`,
    guide.about,
    ...(guide.httpsOnly === true ? ['Its package talks https only: run the server with `gatehouse dev --https`.'] : []),
    '## By one command',
    fenced('sh', `npx gatehouse setup ../my-app --framework ${guide.id}`),
    `Run it where the server was started; \`../my-app\` is your project. It registers ${guide.api === undefined ? 'the application' : 'the API and a machine to try it with'}, writes \`${guide.environmentFile}\`, keeps it out of the repository, and prints the lines below with your values in them. Another run changes only what differs.`,
    '## By hand',
    [`Register an application of the type ${inWords[guide.application.type]} (\`${guide.application.authentication}\`)${guide.application.grantTypes === undefined ? '' : ` with the grant types ${guide.application.grantTypes.map((name) => `\`${name}\``).join(', ')}`}${guide.api === undefined ? '' : ', an API, and allow the one to call the other'}:`, '', ...listed('callback URL', rendered.redirectUris), ...listed('logout URL', rendered.logoutUris), ...listed('web origin', rendered.webOrigins), ...listed('identifier of the API', guide.api === undefined ? [] : [guide.api.replace('{{audience}}', examples.audience).replace('{{url}}', url)])].join('\n').trimEnd().replace(/:$/, '.'),
    ...(rendered.install === undefined ? [] : [/^(?:npm|pip|go) /.test(rendered.install) ? fenced('sh', rendered.install) : rendered.install]),
    `\`${guide.environmentFile}\`, which belongs into no repository:`,
    fenced('sh', rendered.environment.map(({ name, value }) => `${name}=${value}`).join('\n')),
    ...rendered.code.flatMap(({ file, language, text }) => [`\`${file}\`:`, fenced(language, text)]),
    fenced('sh', rendered.run),
    rendered.next,
    ...(rendered.tryIt === undefined ? [] : [fenced('sh', rendered.tryIt)]),
  ];
  return `${parts.join('\n\n')}\n`;
}
