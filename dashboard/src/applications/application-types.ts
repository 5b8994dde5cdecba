import type { ApplicationType } from '../api/records.ts';

/** What a kind of application is called, and what it is. */
export interface TypeWords { readonly type: ApplicationType; readonly name: string; readonly short: string; readonly examples: string }

/** The four kinds, in the words of the product. */
export const applicationTypes: readonly TypeWords[] = [
  { type: 'regular_web', name: 'Regular Web Application', short: 'Regular web', examples: 'Runs on a server and can keep a secret: Express, Next.js, Django, Spring.' },
  { type: 'spa', name: 'Single Page Application', short: 'Single page', examples: 'Runs in the browser and can not keep a secret: React, Vue, Angular.' },
  { type: 'native', name: 'Native', short: 'Native', examples: 'Installed on a device: iOS, Android, desktop, a command line, a TV.' },
  { type: 'non_interactive', name: 'Machine to Machine', short: 'Machine to machine', examples: 'Nobody signs in: jobs, services and scripts that call an API for themselves.' },
];

/** The words of a kind; an application without one is a regular web application. */
export const typeWords = (type: ApplicationType | undefined): TypeWords => applicationTypes.find((one) => one.type === type) ?? applicationTypes[0] as TypeWords;

/** Did this server register it to be tried? An application or an API, by its ID. */
export const isSample = (id: string | undefined): boolean => id?.startsWith('sample-') === true || id?.startsWith('api_sample_') === true;

/** Do people sign in to it? */
export const isForPeople = (type: ApplicationType | undefined): boolean => type !== 'non_interactive';
