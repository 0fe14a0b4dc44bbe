/** What the types of @sigstore/sign need of packages that it does not bring, or that bring none. */

declare module 'make-fetch-happen' {
  export interface MakeFetchHappenOptions {
    readonly retry?:
      boolean | number | { readonly retries: number; readonly minTimeout?: number; readonly maxTimeout?: number };
    readonly timeout?: number | undefined;
  }
  export type FetchOptions = MakeFetchHappenOptions;
  export default function fetch(url: string, options?: FetchOptions): Promise<unknown>;
}

declare module '@sigstore/rekor-types' {
  export type LogEntry = Readonly<Record<string, object>>;
  export type ProposedDSSEEntry = object;
  export type ProposedHashedRekordEntry = object;
  export type ProposedIntotoEntry = object;
  export type ProposedEntry = object;
}
