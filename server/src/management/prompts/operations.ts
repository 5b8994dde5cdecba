import Type from 'typebox';
import type { Tenant } from '../../kernel/tenant.ts';
import { findCurrentTenant } from '../current-tenant.ts';
import { operation } from '../contract.ts';
import { invalidBody, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { findTextFlaw, ownTexts, type PageTexts } from './own-texts.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const longestText = 1000;
/** What all own texts of a tenant may have together, in characters: they are held in memory with its settings. */
const mostCharacters = 60_000;

const words = Type.Record(Type.String(), Type.Record(Type.String(), Type.String({ minLength: 1, maxLength: longestText })), { description: 'By screen, then by the key of the text: what the tenant says in place of our words. A screen has the name of its prompt.' });

interface Asked { readonly prompt: string; readonly language: string; readonly texts: PageTexts }

/** The words of a prompt in a language that the pages speak. */
function findAsked(path: Readonly<Record<string, string>>, { pageTexts }: ManagementTools): Asked | ManagementRefusal {
  const { prompt = '', language = '' } = path;
  const texts = pageTexts.find((known) => known.language === language);
  if (texts === undefined) return invalidBody(`The pages do not speak '${language.slice(0, 40)}'. They speak ${pageTexts.map((known) => known.language).join(', ')}.`);
  const prompts = new Set(Object.keys(pageTexts[0]?.texts ?? {}).map((id) => id.split('.', 1)[0] ?? ''));
  return prompts.has(prompt) ? { prompt, language, texts } : notFound(`The prompt '${prompt.slice(0, 40)}' (there are ${[...prompts].sort().join(', ')})`, 'inexistent_prompt');
}

/** What a tenant says of one prompt in one language, as the wire has it: by screen and key. */
const viewOf = ({ settings }: Tenant, { prompt, language }: Asked) => {
  const own = Object.entries(settings.texts[language] ?? {}).filter(([id]) => id.startsWith(`${prompt}.`)).map(([id, text]) => [id.slice(prompt.length + 1), text] as const);
  return own.length === 0 ? {} : { [prompt]: Object.fromEntries(own) };
};

/** Auth0: the tenant's own words on hosted pages. */
export const promptOperations = [
  make({ id: 'prompts.customText.get', method: 'GET', path: '/prompts/{prompt}/custom-text/{language}', scopes: ['read:prompts'], status: 200, summary: 'The tenant\'s own words of a prompt in a language; nothing where it has none.', query: none, body: undefined, output: words }, async ({ tenant, path }, tools) => {
    const asked = findAsked(path, tools);
    return asked instanceof ManagementRefusal ? asked : viewOf(await findCurrentTenant(tenant, tools), asked);
  }),
  make({ id: 'prompts.customText.set', method: 'PUT', path: '/prompts/{prompt}/custom-text/{language}', scopes: ['update:prompts'], status: 200, summary: 'Replaces the tenant\'s own words of a prompt in a language. {name} stands for what our text has there.', query: none, body: words, output: words }, async ({ tenant, path, body, audit, audited }, tools) => {
    const asked = findAsked(path, tools);
    if (asked instanceof ManagementRefusal) return asked;
    const flaw = findTextFlaw(body, asked.prompt, tools.pageTexts[0] ?? asked.texts);
    if (flaw !== undefined) return invalidBody(`Payload validation error: ${flaw}`);
    const next = await tools.tenants.change<ManagementRefusal>(tenant.id, (before) => changed(before, asked, body[asked.prompt] ?? {}), audit());
    if (next instanceof ManagementRefusal) return next;
    audited();
    return viewOf(next, asked);
  }),
];

function changed(before: Tenant, { prompt, language }: Asked, sent: Readonly<Record<string, string>>): Tenant | ManagementRefusal {
  const texts = ownTexts(before.settings.texts, { prompt, language, sent });
  if (JSON.stringify(texts).length > mostCharacters) return invalidBody(`Payload validation error: the tenant's own texts would have more than ${mostCharacters} characters together.`);
  return { ...before, settings: { ...before.settings, texts } };
}
