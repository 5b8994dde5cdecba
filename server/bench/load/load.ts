/** What an answer must be for its request to count: one of the statuses, with the text somewhere in it. */
export interface Expectation { readonly statuses: readonly number[]; readonly text: string }

/** One user of the load generator: has one request in flight at a time, and may remember what it was told. */
export interface Talker {
  /** The bytes of the request of this step; `undefined` when this talker has nothing left to ask. */
  say(step: number): Buffer | string | undefined;
  /** The raw answer to it; the buffer is only good during the call. */
  hear?(step: number, answer: Buffer): void;
}

/** One operation against one server: what is asked, how, and by how many at once. */
export interface Load {
  /** One expectation per request of the operation: a code cycle has two. */
  readonly steps: readonly Expectation[];
  readonly talkers: readonly Talker[];
  /** Unmeasured work before each run, such as opening login pages. */
  prepare?(): Promise<void>;
}

/** Talkers that ask the same over and over, each going round the requests from another place on. */
export function repeat(requests: readonly (Buffer | string)[], expectation: Expectation, concurrency: number): Load {
  const bytes = requests.map((request) => Buffer.from(request));
  const talker = (first: number): Talker => {
    let next = first;
    return { say: () => bytes[next++ % bytes.length] };
  };
  return { steps: [expectation], talkers: Array.from({ length: concurrency }, (_, index) => talker(index)) };
}
