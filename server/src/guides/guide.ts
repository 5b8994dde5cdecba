/** What a template may name, as `{{clientId}}`. `issuer` ends with a slash, `issuerBase` does not; `random` is a new secret of the application's own; `url` is where the application is reached. `audience` and `permission` (what the API asks of who calls it) may be empty: a part between `{{#permission}}` and `{{/permission}}` stays only where the value is not, and so does a variable of the environment. */
export const placeholders = ['issuer', 'issuerBase', 'clientId', 'clientSecret', 'audience', 'permission', 'url', 'port', 'random'] as const;
/** The name of one value of a template. */
export type Placeholder = (typeof placeholders)[number];
/** The values of one application. */
export type GuideValues = Readonly<Record<Placeholder, string>>;

/** Where the packages of a project are written down. */
export type Ecosystem = 'npm' | 'python' | 'go' | 'java';

/** A sign that a project is of a guide's kind: it has all of these packages (none: it has a file of the ecosystem). The heaviest sign decides. */
export interface Sign { readonly ecosystem: Ecosystem; readonly packages: readonly string[]; readonly weight: number }

/** Weights of signs: the package that the guide is about, what it builds on, what may be meant too. */
export const weights = { itself: 5, special: 4, framework: 3, perhaps: 1 } as const;

/** One variable of the environment; `value` is a template. */
export interface Variable { readonly name: string; readonly value: string }

/** A piece of a file; `text` is a template. */
export interface Code { readonly file: string; readonly language: 'js' | 'ts' | 'tsx' | 'vue' | 'html' | 'python' | 'go' | 'java' | 'properties'; readonly text: string }

/** How the application is registered. */
export interface GuideApplication {
  readonly type: 'regular_web' | 'spa' | 'native' | 'non_interactive';
  /** How its package proves itself at the token endpoint. */
  readonly authentication: 'none' | 'client_secret_basic' | 'client_secret_post';
  /** Where it differs from what applications of its type have. */
  readonly grantTypes?: readonly ('urn:ietf:params:oauth:grant-type:device_code' | 'refresh_token')[];
}

/** One guide, as data. */
export interface Guide {
  /** What `--framework` takes; also the name of its page. */
  readonly id: string;
  readonly title: string;
  /** What the project can do afterwards, in one sentence. */
  readonly about: string;
  readonly signs: readonly Sign[];
  readonly application: GuideApplication;
  /** The identifier of the API that its tokens are for, as a template; `undefined`: it needs none. One that names `{{audience}}` all the same can ask for tokens of an API that is there. */
  readonly api: string | undefined;
  /** Where the application listens while it is being written. */
  readonly port: number;
  /** Paths of the application, to be registered; '' is its origin without a slash. */
  readonly callbacks: readonly string[];
  readonly logouts: readonly string[];
  /** Its pages call the token endpoint from the browser. */
  readonly webOrigin: boolean;
  /** The file of the variables, and what is in it. */
  readonly environmentFile: '.env' | '.env.local';
  readonly environment: readonly Variable[];
  /** Nothing reads that file but `gatehouse setup`, which finds the application by it: the values stand in the code. */
  readonly environmentUnread?: true;
  /** Installs what the code imports; `undefined`: nothing. */
  readonly install: string | undefined;
  readonly code: readonly Code[];
  readonly run: string;
  /** What to look at then, as a template. */
  readonly next: string;
  /** One line for a shell in the project's folder that shows that it works, as a template. */
  readonly tryIt?: string;
}

/** API guides have no application of their own: this is the machine that is registered to try the API with. */
export const tryingMachine: GuideApplication = { type: 'non_interactive', authentication: 'client_secret_post' };
/** Whether a guide is for an API, which has no application of its own. */
export const isForApi = ({ application }: Guide) => application === tryingMachine;
/** Its credentials, which the API does not read. */
export const tryingVariables: readonly Variable[] = [{ name: 'TEST_CLIENT_ID', value: '{{clientId}}' }, { name: 'TEST_CLIENT_SECRET', value: '{{clientSecret}}' }];
/** A token of that machine, in one line of a shell, and a call with it. */
export const tryingCall = (path: string) =>
  `. ./.env; TOKEN=$(curl -s {{issuer}}oauth/token -d grant_type=client_credentials -d client_id=$TEST_CLIENT_ID -d client_secret=$TEST_CLIENT_SECRET -d audience={{audience}} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'); curl -i -H "Authorization: Bearer $TOKEN" {{url}}${path}`;
