/** How the readers of a policy's parts say what is wrong. */

import type { AssayError } from '@assay/model';

/** Makes an error about one place of the policy, found by its path of keys and indexes. */
export type Refuse = (path: readonly PropertyKey[], message: string, hint?: string) => AssayError;
