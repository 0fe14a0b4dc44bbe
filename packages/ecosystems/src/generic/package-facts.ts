import type { PackageFacts } from '@assay/model';
import { featuresOf } from '../package-features.js';

/** A single file has no manifest: name and version are empty, and nothing is known to run. */
export function readGenericFacts(): PackageFacts {
  return { name: '', version: '', declaredFiles: null, features: featuresOf({}), dependencies: [] };
}
