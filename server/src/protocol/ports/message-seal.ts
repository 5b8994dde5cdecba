/** Keeps what must leave later out of sight while it waits: encrypted at rest. `context` says what it is and whose; a value opens in its own place only. */
export interface MessageSeal {
  seal(text: string, context: string): string;
  /** The text in clear. Throws when the master key is another one or the stored value was changed. */
  open(sealed: string, context: string): string;
}
