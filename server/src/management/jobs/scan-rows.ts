/** One row of a file: its bytes, or why they were not kept. `end` is the byte of the file at which the rest begins. */
export interface ScannedRow { readonly bytes: Buffer | 'too_long' | 'too_deep'; readonly end: number }

/** How the rows of a file follow each other: a JSON array, or one JSON text after the other, each on lines of its own. */
export type RowShape = 'array' | 'lines';

/** Where a scan begins again. */
export interface ScanPlace { readonly position: number; readonly shape: RowShape | undefined }

const mostBytes = 1_048_576;
const mostDepth = 64;

const code = (char: string) => char.charCodeAt(0);
const [quote, backslash, comma, lineEnd, open, close, openList, closeList] = [code('"'), code('\\'), code(','), code('\n'), code('{'), code('}'), code('['), code(']')];
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** RFC 8259 §2. */
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** A file that is not what it should be: nothing after this place can be read. */
export class FileProblem extends Error { override readonly name = 'FileProblem'; }

/**
 * Finds the rows of a file that comes in pieces of any size, and looks at no more of JSON than where strings, objects and lists begin and end:
 * what a row says is for `JSON.parse`. It keeps one row at most, of a bounded size.
 */
export class RowScanner {
  shape: RowShape | undefined;
  /** `between`: a row or the end must follow; `next`: a row must follow; `after`: a comma or the end. */
  #state: 'start' | 'between' | 'next' | 'after' | 'row' | 'end';
  #at: number;
  #kept: Buffer[] = [];
  #length = 0;
  #depth = 0;
  #deepest = 0;
  #inString = false;
  #escaped = false;
  /** The row is an object. */
  #container = false;

  /** @param place where an earlier scan had come to, after a whole row */
  constructor({ position, shape }: ScanPlace) {
    this.shape = shape;
    this.#at = position;
    this.#state = position === 0 ? 'start' : shape === 'array' ? 'after' : 'between';
  }

  /** The rows that end in this piece. Throws a FileProblem. */
  * push(piece: Buffer): Generator<ScannedRow> {
    let from = 0;
    for (let i = 0; i < piece.length; i++) {
      const byte = piece[i] as number;
      if (this.#state !== 'row') {
        if (!this.#between(byte)) continue;
        from = i;
      }
      if (!this.#endsAt(byte)) continue;
      // A brace ends a row and belongs to it; a comma, a bracket or the end of a line does not.
      const whole = byte === close && this.#depth === 0 && this.#container;
      yield this.#finish(piece.subarray(from, whole ? i + 1 : i), this.#at + i + (whole ? 1 : 0));
      if (!whole) this.#between(byte);
    }
    if (this.#state === 'row') this.#keep(piece.subarray(from));
    this.#at += piece.length;
  }

  /** The last row of a file of lines. Throws a FileProblem where the file is cut off. */
  finish(): ScannedRow | undefined {
    if (this.#state === 'row' && this.shape === 'lines' && this.#depth === 0 && !this.#inString) return this.#finish(Buffer.alloc(0), this.#at);
    if (this.#state === 'end' || (this.#state === 'between' && this.shape === 'lines')) return undefined;
    throw new FileProblem(this.#state === 'start' ? 'The file is empty.' : 'The file ends in the middle.');
  }

  /** A byte outside of rows. True: a row begins with it. */
  #between(byte: number): boolean {
    if (isSpace(byte) || (this.#state === 'start' && byteOrderMark.includes(byte) && this.#at < 3)) return false;
    switch (this.#state) {
      case 'start': return this.#begin(byte);
      case 'after': return this.#follow(byte);
      case 'end': throw new FileProblem('Something follows after the end of the array.');
      default: return this.#beginRow(byte);
    }
  }

  #begin(byte: number): boolean {
    if (byte !== openList && byte !== open) throw new FileProblem(byte === 0x1f ? 'The file is compressed: send it as it is.' : 'The file is neither a JSON array nor lines of JSON objects.');
    this.shape = byte === open ? 'lines' : 'array';
    this.#state = 'between';
    return byte === open && this.#beginRow(byte);
  }

  #follow(byte: number): boolean {
    if (byte !== comma && byte !== closeList) throw new FileProblem('A comma or the end of the array is missing.');
    this.#state = byte === comma ? 'next' : 'end';
    return false;
  }

  #beginRow(byte: number): boolean {
    if (this.shape === 'array' && byte === closeList && this.#state === 'between') {
      this.#state = 'end';
      return false;
    }
    if (byte === comma || byte === closeList || byte === close) throw new FileProblem('A row is missing between two commas, or before the end.');
    this.#state = 'row';
    this.#container = byte === open;
    return true;
  }

  /** A byte of a row. True: the row ends with it, or before it. */
  #endsAt(byte: number): boolean {
    if (this.#inString) {
      this.#goOn(byte);
      return false;
    }
    if (byte === quote) this.#inString = true;
    else if (byte === open || byte === openList) this.#deepest = Math.max(this.#deepest, ++this.#depth);
    else if (byte === close || byte === closeList) return this.#closes(byte);
    return this.#depth === 0 && byte === (this.shape === 'array' ? comma : lineEnd);
  }

  /** A byte inside of a string. */
  #goOn(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) this.#inString = false;
  }

  #closes(byte: number): boolean {
    if (this.#depth === 0) return true;
    this.#depth--;
    return this.#depth === 0 && this.#container && byte === close;
  }

  #keep(bytes: Buffer): void {
    this.#length += bytes.length;
    if (this.#length <= mostBytes) this.#kept.push(Buffer.from(bytes));
    else this.#kept = [];
  }

  #finish(last: Buffer, end: number): ScannedRow {
    this.#keep(last);
    const bytes = this.#length > mostBytes ? 'too_long' : this.#deepest > mostDepth ? 'too_deep' : Buffer.concat(this.#kept);
    this.#kept = [];
    [this.#length, this.#depth, this.#deepest] = [0, 0, 0];
    this.#state = this.shape === 'array' ? 'after' : 'between';
    return { bytes, end };
  }
}
