/** Where the trust is looked for. */
export interface OpenerPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly at: string;
  readonly trustedRoot?: string;
}
