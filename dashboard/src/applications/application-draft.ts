import type { Application } from '../api/records.ts';
import { linesOf } from '../pieces/address-lint.ts';

/** The settings of an application as the form has them: lists are lines of text. */
export interface ApplicationDraft {
  readonly name: string; readonly description: string; readonly thirdParty: boolean; readonly loginUri: string;
  readonly callbacks: string; readonly logoutUrls: string; readonly webOrigins: string; readonly allowedOrigins: string;
}

/** What the fields are called, for people and on the wire. */
export const draftFields: readonly { readonly field: keyof ApplicationDraft; readonly title: string; readonly member: keyof Application }[] = [
  { field: 'name', title: 'Name', member: 'name' }, { field: 'description', title: 'Description', member: 'description' }, { field: 'thirdParty', title: 'Third party', member: 'is_first_party' }, { field: 'loginUri', title: 'Login URL', member: 'initiate_login_uri' },
  { field: 'callbacks', title: 'Callback URLs', member: 'callbacks' }, { field: 'logoutUrls', title: 'Logout URLs', member: 'allowed_logout_urls' }, { field: 'webOrigins', title: 'Web origins', member: 'web_origins' }, { field: 'allowedOrigins', title: 'CORS origins', member: 'allowed_origins' },
];

const text = (lines: readonly string[] | undefined) => (lines ?? []).join('\n');

/** The form of an application. */
export const draftOf = (application: Application): ApplicationDraft => ({
  name: application.name ?? '', description: application.description ?? '', thirdParty: application.is_first_party === false, loginUri: application.initiate_login_uri ?? '',
  callbacks: text(application.callbacks), logoutUrls: text(application.allowed_logout_urls), webOrigins: text(application.web_origins), allowedOrigins: text(application.allowed_origins),
});

/** What is sent of a form: the fields that were changed, and nothing else. */
export function changesOf(draft: ApplicationDraft, changed: readonly (keyof ApplicationDraft)[]): Partial<Application> {
  const all: Readonly<Record<keyof ApplicationDraft, Partial<Application>>> = {
    name: { name: draft.name.trim() }, description: { description: draft.description.trim() }, thirdParty: { is_first_party: !draft.thirdParty }, loginUri: { initiate_login_uri: draft.loginUri.trim() },
    callbacks: { callbacks: [...linesOf(draft.callbacks)] }, logoutUrls: { allowed_logout_urls: [...linesOf(draft.logoutUrls)] }, webOrigins: { web_origins: [...linesOf(draft.webOrigins)] }, allowedOrigins: { allowed_origins: [...linesOf(draft.allowedOrigins)] },
  };
  return Object.assign({}, ...changed.map((field) => all[field])) as Partial<Application>;
}
