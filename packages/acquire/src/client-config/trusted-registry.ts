import type { Registry } from '@assay/model';

/** A registry of the user’s, and the credential for exactly its URL, if its configuration names one. */
export interface TrustedRegistry {
  readonly registry: Registry;
  /** A value of the `authorization` header. Secret: never leaves `credentialFor`. */
  readonly credential: string | null;
}

/** A registry that only the checkout names. It claims nothing against trusted ones and stands for nothing else. */
export function proposal(ecosystem: Registry['ecosystem'], url: string, names: readonly string[]): Registry {
  return { ecosystem, url, from: 'project', names, redirects: [], aliases: [] };
}
