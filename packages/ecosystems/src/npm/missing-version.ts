import { asMap, type DocMap } from '@assay/documents';
import type { Unreadable } from '@assay/model';

/** What npm puts in the place of a package that it removed because it was malicious. */
const holdingVersion = '0.0.1-security';

/** True for the document of a package that was unpublished as a whole: all that is left of it is when that happened. */
export function isWithdrawnWhole(root: DocMap): boolean {
  return !root.has('version') && !root.has('versions') && asMap(root.get('time'))?.has('unpublished') === true;
}

/**
 * Why the whole document of a package does not have a version. The time of a version stays when it is unpublished; a version that was never
 * there has none. Where the package was replaced by a placeholder, its versions were removed by the registry.
 */
export function missingVersion(root: DocMap, version: string): Unreadable {
  const time = asMap(root.get('time'));
  const detail = `The registry's answer has no version ${version}`;
  if (asMap(root.get('versions'))?.has(holdingVersion) === true) {
    return { problem: 'version-removed', detail: `${detail}: a placeholder stands in the place of the package.` };
  }
  if (isWithdrawnWhole(root) || time?.has(version) === true) {
    return { problem: 'version-unpublished', detail: `${detail}: it was unpublished.` };
  }
  return { problem: 'version-missing', detail: `${detail}.` };
}
