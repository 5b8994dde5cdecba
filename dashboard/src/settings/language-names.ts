import type { Language } from '../../../server/src/kernel/languages.ts';

const names: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français', pl: 'Polski', ar: 'العربية' };

/** The languages of the hosted pages, each with its own name. */
export const languageNames = Object.entries(names) as readonly (readonly [tag: Language, name: string])[];

/** The tags of a text with spaces between them, in their order. */
export const tagsOf = (locales: string): readonly Language[] => locales.split(' ').flatMap((tag) => languageNames.find(([one]) => one === tag)?.[0] ?? []);
