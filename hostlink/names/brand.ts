/**
 * Branded values: a string that was parsed once at the edge and is right from then on. Only a parser makes one.
 */
declare const brand: unique symbol;

export type Branded<T, Name extends string> = T & { readonly [brand]: Name };
