/** A list of leaked passwords that can not be read, or is none. */
export class ListUnusable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ListUnusable';
  }
}
