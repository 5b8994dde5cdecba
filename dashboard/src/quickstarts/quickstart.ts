import type { Application, ApplicationType } from '../api/records.ts';

/** What is filled into a guide. */
export interface QuickstartValues {
  /** With its trailing slash. */
  readonly issuer: string;
  readonly clientId: string;
  /** The address of the app, without a slash at its end. */
  readonly base: string;
  /** The API that tokens are for. */
  readonly audience: string;
  readonly method: 'client_secret_post' | 'client_secret_basic';
}

/** A part of a guide: something to run, or a file with what goes into it. */
export interface QuickstartStep { readonly title: string; readonly kind: 'command' | 'file'; readonly text: string }

/** What an application must have so that the guide works. */
export type QuickstartNeeds = Pick<Application, 'callbacks' | 'allowed_logout_urls' | 'web_origins' | 'grant_types'>;

/** A guide for one framework. Its code is run as it stands by `server/test/dashboard/quickstarts.test.ts`. */
export interface Quickstart {
  readonly id: string;
  readonly title: string;
  readonly types: readonly ApplicationType[];
  /** Where the app runs while it is developed; `undefined`: it has no address. */
  readonly base: string | undefined;
  /** Does its code ask for tokens of an API? */
  readonly asksApi: boolean;
  readonly needs: (values: QuickstartValues) => QuickstartNeeds;
  readonly steps: (values: QuickstartValues) => readonly QuickstartStep[];
}

/** What the application lacks of what a guide needs; nothing that it has is taken away. */
export function lackingOf(application: Application, needs: QuickstartNeeds): Partial<Application> {
  const entries = (Object.keys(needs) as (keyof QuickstartNeeds)[]).flatMap((member) => {
    const [had, needed] = [application[member] ?? [], needs[member] ?? []];
    const missing = needed.filter((one) => !had.includes(one));
    return missing.length === 0 ? [] : [[member, [...had, ...missing]] as const];
  });
  return Object.fromEntries(entries);
}
