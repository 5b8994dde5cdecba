import type { TenantSettings } from '../../kernel/tenant.ts';

/** The texts of the pages in one language, by their ids. */
export interface PageTexts { readonly language: string; readonly texts: Readonly<Partial<Record<string, string>>> }

const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** Why words can not stand in the place of ours, in words; `undefined`: they can. `known` is the language that has every text. */
export function findTextFlaw(sent: Readonly<Record<string, Readonly<Record<string, string>>>>, prompt: string, known: PageTexts): string | undefined {
  for (const [screen, texts] of Object.entries(sent)) {
    if (screen !== prompt) return `the prompt ${prompt} has one screen, ${prompt}; '${screen.slice(0, 40)}' was sent.`;
    for (const [key, text] of Object.entries(texts)) {
      const ours = Object.hasOwn(known.texts, `${prompt}.${key}`) ? known.texts[`${prompt}.${key}`] : undefined;
      if (ours === undefined) return `the prompt ${prompt} has no text '${key.slice(0, 60)}'. It has ${keysOf(prompt, known).join(', ')}.`;
      const stranger = namesIn(text).find((name) => name !== 'tenant' && !namesIn(ours).includes(name));
      if (stranger !== undefined) return `${key}: nothing is known there for {${stranger}}. ${placesOf(ours)}`;
      if (control.test(text)) return `${key}: it has control characters.`;
    }
  }
  return undefined;
}

const keysOf = (prompt: string, { texts }: PageTexts) => Object.keys(texts).filter((id) => id.startsWith(`${prompt}.`)).map((id) => id.slice(prompt.length + 1));
const placesOf = (ours: string) => `Known are ${[...new Set([...namesIn(ours), 'tenant'])].map((name) => `{${name}}`).join(', ')}.`;

/** All own texts of a tenant, those of one prompt in one language replaced by what was sent. */
export function ownTexts(before: TenantSettings['texts'], { prompt, language, sent }: { readonly prompt: string; readonly language: string; readonly sent: Readonly<Record<string, string>> }): TenantSettings['texts'] {
  const kept = Object.entries(before[language] ?? {}).filter(([id]) => !id.startsWith(`${prompt}.`));
  const now = Object.fromEntries([...kept, ...Object.entries(sent).map(([key, text]) => [`${prompt}.${key}`, text] as const)]);
  const others = Object.entries(before).filter(([known]) => known !== language);
  return Object.fromEntries(Object.keys(now).length === 0 ? others : [...others, [language, now]]);
}
