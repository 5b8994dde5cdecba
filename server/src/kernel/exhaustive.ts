/** Reached only when a union grew and a `switch` did not: the compiler says so first. */
export function exhaustive(value: never): never {
  throw new Error(`Unforeseen value: ${JSON.stringify(value)}`);
}
