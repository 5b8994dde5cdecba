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

/** A template with its values; doubled braces that name no value are the code's own (JSX has them). */
export const renderTemplate = (template: string, values: GuideValues) => template.replace(slot, (_, name: keyof GuideValues) => values[name]);

/** Fills the values in. Nothing else is looked at: the same values give the same guide. */
export function renderGuide(guide: Guide, values: GuideValues): RenderedGuide {
  const fill = (template: string) => renderTemplate(template, values);
  const address = (path: string) => `${values.url}${path}`;
  return {
    environment: guide.environment.map(({ name, value }) => ({ name, value: fill(value) })),
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
