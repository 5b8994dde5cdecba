/** What is known of a call that was refused. */
export interface FailureFacts {
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly message: string;
  readonly code: string | undefined;
  /** Names the line of the server's log. */
  readonly requestId: string | undefined;
}

/** The Management API said no. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly facts: FailureFacts;
  constructor(facts: FailureFacts) {
    super(facts.message);
    this.facts = facts;
  }
}

/** No answer came: the server is down, or the network is. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Reads a refusal; what is no object of Auth0's form is told by its status. */
export function failureOf(response: Response, text: string, asked: { readonly method: string; readonly path: string }): FailureFacts {
  const told = parse(text);
  return {
    ...asked, status: response.status, message: told.message ?? told.error_description ?? `The server answered ${response.status}.`, code: told.errorCode ?? told.error,
    requestId: response.headers.get('x-request-id') ?? undefined,
  };
}

function parse(text: string): { readonly message?: string; readonly error?: string; readonly error_description?: string; readonly errorCode?: string } {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}

/** Is there no such thing? */
export const isMissing = (error: unknown): boolean => error instanceof ApiFailure && error.facts.status === 404;
