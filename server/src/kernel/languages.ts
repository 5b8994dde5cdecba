/** The languages of hosted pages, as tags of RFC 5646; English first, which is told where nothing else fits. */
export const languages = ['en', 'de', 'es', 'fr', 'pl', 'ar'] as const;
/** One of them. */
export type Language = (typeof languages)[number];
