declare const brand: unique symbol;
/** A value that has been checked: only the prover named in its brand may make one. Costs nothing at run time. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
