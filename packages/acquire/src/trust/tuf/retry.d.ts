/** What tuf-js's types need of a package that it does not bring. */
declare module 'retry' {
  export interface TimeoutsOptions {
    readonly retries?: number;
  }
}
