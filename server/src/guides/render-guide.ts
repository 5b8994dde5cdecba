import { placeholders, type Code, type Guide, type GuideValues, type Variable } from './guide.ts';

/** A guide with the values of one application filled in. */
export interface RenderedGuide {
  readonly environment: readonly Variable[];
  readonly redirectUris: readonly string[];
  readonly logoutUris: readonly string[];
  readonly webOrigins: readonly string[];
  readonly code: readonly Code[];
  readonly install: string | undefined;
  readonly run: string;
  readonly next: string;
  readonly tryIt: string | undefined;
}

const slot = new RegExp(`\\{\\{(${placeholders.join('|')})\\}\\}`, 'g');

const part = new RegExp(`\\{\\{#(${placeholders.join('|')})\\}\\}([^]*?)\\{\\{/\\1\\}\\}`, 'g');

/** A template with its values; doubled braces that name no value are the code's own (JSX and Vue have them). */
export const renderTemplate = (template: string, values: GuideValues) =>
  template.replace(part, (_, name: keyof GuideValues, text: string) => (values[name] === '' ? '' : text)).replace(slot, (_, name: keyof GuideValues) => values[name]);

/** Whether the tokens of a guide are for an API: it needs one, it can ask for one that is there, or it has no use for one. */
export function needOfApi({ api, environment }: Guide): 'needed' | 'possible' | 'none' {
  if (api !== undefined) return 'needed';
  return environment.some(({ value }) => value.includes('{{audience}}')) ? 'possible' : 'none';
}

/** The values that follow from where the server and the application are. `issuer` ends with a slash, `url` is an origin. */
export function placeValues(issuer: string, url: string): Pick<GuideValues, 'issuer' | 'issuerBase' | 'url' | 'port'> {
  const { port, protocol } = new URL(url);
  return { issuer, issuerBase: issuer.replace(/\/$/, ''), url, port: port || (protocol === 'https:' ? '443' : '80') };
}

/** The identifier that an API gets when nobody gave it one; `name` is what it, or its application, is called. */
export const identifierFor = (name: string) => `https://${name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'api'}.example`;

/** Fills the values in. Nothing else is looked at: the same values give the same guide. */
export function renderGuide(guide: Guide, values: GuideValues): RenderedGuide {
  const fill = (template: string) => renderTemplate(template, values);
  const address = (path: string) => `${values.url}${path}`;
  return {
    environment: guide.environment.map(({ name, value }) => ({ name, value: fill(value) })).filter(({ value }) => value !== ''),
    redirectUris: guide.callbacks.map(address),
    logoutUris: guide.logouts.map(address),
    webOrigins: guide.webOrigin ? [values.url] : [],
    code: guide.code.map((code) => ({ ...code, text: fill(code.text) })),
    install: guide.install,
    run: fill(guide.run),
    next: fill(guide.next),
    tryIt: guide.tryIt === undefined ? undefined : fill(guide.tryIt),
  };
}
