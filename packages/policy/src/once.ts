/** Work that is done when it is first needed. */

/** A function that returns what the first call of `make` returned. Shapes are built so: starting must not cost what is not used. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
