import type { TenantMailTemplate } from './mail-store.ts';

/** Judges what administrators write for mail, before it is stored. */
export interface MailInspector {
  /** What is wrong with the texts of a template, each by its name and with its line; empty where each can be used. */
  findTemplateFlaws(texts: Pick<TenantMailTemplate, 'from' | 'subject' | 'body' | 'resultUrl'>): Promise<readonly string[]>;
  /** `name@example.com` or `Name <name@example.com>`, and nothing beside it. */
  isSender(text: string): boolean;
  /** `name@example.com`, one and nothing beside it. */
  isMailbox(text: string): boolean;
}
