/** Nobody waits for more answers than this beside his own. */
const mostTogether = 64;

/**
 * Answers that become ready in one turn of the event loop leave together, at its end.
 * A write to a socket wakes who reads it: scattered over the turn each one wakes a sleeper, in one go all but the first find the reader awake (docs/reference/performance.md).
 */
export class Outbox<Ready> {
  readonly #send: (ready: Ready) => void;
  #waiting: Ready[] = [];
  #planned = false;

  /** @param send writes one answer; it never throws */
  constructor(send: (ready: Ready) => void) { this.#send = send; }

  add(ready: Ready): void {
    this.#waiting.push(ready);
    if (this.#waiting.length >= mostTogether) { this.#sendAll(); return; }
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => { this.#planned = false; this.#sendAll(); });
  }

  #sendAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const ready of waiting) this.#send(ready);
  }
}
