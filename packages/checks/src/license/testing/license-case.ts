/** One case of a check on licence packages. */

import type { ContextChange } from './license-builder.js';

/** A sentence of behaviour, what differs from the right package, and the codes that the check gives, in order. */
export interface LicenseCase {
  readonly title: string;
  readonly change: ContextChange;
  readonly expected: readonly string[];
}
