import type { en } from './en.ts';
import type { MailTexts } from './mail-text.ts';

/** The shape of texts: as many lines as there, in the same places, in other words. */
type Words<Texts> = Texts extends string ? string : { readonly [Place in keyof Texts]: Words<Texts[Place]> };

/** The mails of another language: every text that English has, and no other. A test holds the placeholders against English. */
export type Translation = Pick<MailTexts, 'language' | 'dir'> & Words<Pick<typeof en, 'frame' | 'mails'>>;
