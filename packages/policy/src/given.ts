/** Objects without members that say nothing. */

/** The members of `T` that are given. */
export type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that are given: what a policy does not say is left out, instead of being undefined. */
export function given<T extends object>(members: T): Given<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>;
}
