/** Who sends and who gets: the four lanes, in the order in which they are drawn. */
export const lanes = ['browser', 'app', 'server', 'api'] as const;
/** One of the four. */
export type Lane = (typeof lanes)[number];
/** What the lanes are called. */
export const laneNames: Readonly<Record<Lane, string>> = { browser: 'Browser', app: 'Your app', server: 'This server', api: 'Your API' };

/** One parameter: its name, its value as a template (`{{code}}`), and what it is for. A parameter whose value turns out empty is not sent. */
export type Field = readonly [name: string, value: string, purpose: string];

interface Common { readonly id: string; /** The message, as in “Exchange the code”. */ readonly title: string; /** What happens and why, in plain words. */ readonly words: string }
/** The message that comes back. */
export interface Coming { readonly title: string; readonly words: string }

/** Makes a value inside of the application. `s256`: the hash of another value, in base64url (RFC 7636 §4.2); `half_hash`: the left half of it (OIDC Core §3.3.2.11). */
export interface Making { readonly name: string; readonly how: 'random' | 's256' | 'half_hash'; readonly of?: string; readonly purpose: string }
/** The application makes values. */
export interface MakeStep extends Common { readonly kind: 'make'; readonly makes: readonly Making[] }

/** The application sends the browser to an address of the server. */
export interface VisitStep extends Common {
  readonly kind: 'visit';
  /** Below the issuer; a template. An address that begins with the issuer is taken as it is. */
  readonly address: string;
  readonly fields: readonly Field[];
  /** What happens at the pages of the server. */
  readonly there: Coming;
  /** How the browser comes back; `nothing`: the person ends at a page of the server. Its parameters become values with `back.` before their names. */
  readonly back: 'query' | 'fragment' | 'form_post' | 'nothing';
  readonly coming: Coming;
  /** Where nothing comes back: what stands in the page when the person is done, as a CSS selector. */
  readonly until?: string;
}

/** The application calls the server or an API. The members of a JSON answer become values. */
export interface CallStep extends Common {
  readonly kind: 'call';
  readonly to: 'server' | 'api';
  readonly method: 'GET' | 'POST';
  /** Below the issuer; a template. An address that begins with the issuer is taken as it is. */
  readonly address: string;
  /** The token in the Authorization header, as a template. */
  readonly bearer?: string;
  readonly fields: readonly Field[];
  /** The body of a POST; a form where nothing is said. */
  readonly body?: 'form' | 'json';
  /** Put before the names of the values that the answer brings, with a dot. */
  readonly under?: string;
  /** The answer that a good call gets; 200 where nothing is said. */
  readonly status?: number;
  /** Asked again in the interval that the server named, until the person has answered (RFC 8628 §3.5). */
  readonly polls?: true;
  readonly coming: Coming;
}

/** Two values that the application compares before it believes an answer. */
export interface Comparison { readonly name: string; readonly received: string; readonly expected: string; readonly purpose: string }
/** The application compares. */
export interface ProveStep extends Common { readonly kind: 'prove'; readonly proves: readonly Comparison[] }

/** One step of a flow. */
export type Step = MakeStep | VisitStep | CallStep | ProveStep;

/** What is done differently, as data. */
export interface Twist {
  /** Fields of requests with other values; '' leaves one out. */
  readonly changes?: readonly { readonly step: string; readonly field: string; readonly to: string }[];
  /** A token in the header of a call, changed. */
  readonly bearers?: readonly { readonly step: string; readonly to: string }[];
  /** A value that somebody else put in after a step. */
  readonly forges?: readonly { readonly after: string; readonly value: string; readonly to: string }[];
  /** A call that is sent twice; the second answer counts. */
  readonly repeats?: string;
  /** A call with another method. */
  readonly methods?: readonly { readonly step: string; readonly to: 'POST' }[];
  /** A step that is left out. */
  readonly skips?: string;
  /** Seconds that pass before a step. */
  readonly waits?: { readonly before: string; readonly seconds: number };
  /** The person presses the other button. */
  readonly declines?: true;
}

/** A flow that is broken on purpose, and what comes of it. */
export interface Break extends Twist {
  readonly id: string;
  readonly title: string;
  /** Where it ends, who refuses, and how. `error`: of the protocol, '' where the person alone is told; `reason`: of the catalogue, of the sample API (`api.…`), or of the application (`app.…`). */
  readonly refused: { readonly step: string; readonly by: 'server' | 'api' | 'app'; readonly error: string; readonly reason: string };
  /** The defence that it proves. */
  readonly proves: string;
}

/** Switches of the tenant that are off until an owner says otherwise. */
export type FlowSwitch = 'allow_legacy_implicit_grant_types' | 'allow_legacy_hybrid_response_types' | 'allow_legacy_password_grant_types' | 'allow_legacy_delegation_grant_types';

/** The application that the flow needs, in the words of the Management API. */
export interface FlowApplication {
  readonly app_type: 'spa' | 'native' | 'regular_web' | 'non_interactive';
  readonly token_endpoint_auth_method: 'none' | 'client_secret_post';
  readonly grant_types: readonly string[];
  /** It comes back to the playground with its answers. */
  readonly callback: boolean;
  /** What it may have from the sample API in its own name. */
  readonly granted?: readonly string[];
  /** The API that it may exchange tokens for, as a template. */
  readonly exchanges?: string;
}

/** One flow, as data. */
export interface Flow {
  /** In the address of its page. */
  readonly id: string;
  readonly title: string;
  /** What it is, in one sentence. */
  readonly about: string;
  /** Who uses it. */
  readonly use: string;
  /** What describes it. */
  readonly sections: readonly string[];
  /** Why it should not be used, and the flow that should. */
  readonly warning?: { readonly why: string; readonly better: string; readonly flag?: FlowSwitch };
  readonly application: FlowApplication;
  /** It is about the sample API, and says nothing without it. */
  readonly needsApi?: true;
  /** Asked of who runs it: what no data can know. */
  readonly asks?: readonly { readonly name: string; readonly label: string; readonly secret: boolean }[];
  /** It ends the session of who runs it. */
  readonly endsSession?: true;
  readonly steps: readonly Step[];
  readonly breaks: readonly Break[];
}
