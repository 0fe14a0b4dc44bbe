import { purlOf } from '@assay/model';
import { normaliseVersion } from './package-version.js';

/** Versions that are their own normal form: nearly all of a lockfile's 100,000. */
const plain = /^(?:0|[1-9][0-9]{0,9})\.(?:0|[1-9][0-9]{0,9})\.(?:0|[1-9][0-9]{0,9})$/;

/**
 * The purl of a package version as registries list it, however the lockfile spells it: policies name packages by it, and `v1.0.0`,
 * ` 1.0.0` and `1.0.0+x` are installed as `1.0.0`.
 */
export function npmPurl(name: string, version: string): string {
  return purlOf('npm', name, plain.test(version) ? version : (normaliseVersion(version) ?? version));
}
