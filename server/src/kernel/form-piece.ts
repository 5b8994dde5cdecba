/**
 * A piece of a form with a file (RFC 7578 §4.2), in the order in which it came: a whole field, some bytes of the file, or why nothing more follows.
 */
export type FormPiece =
  | { readonly kind: 'field'; readonly name: string; readonly value: string }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Buffer }
  | { readonly kind: 'flaw'; readonly flaw: 'too_large' | 'malformed' };

/** Reads a form that nobody has read yet, once; a file of more bytes than these is a flaw. */
export type FormReader = (mostFileBytes: number) => AsyncIterable<FormPiece>;
