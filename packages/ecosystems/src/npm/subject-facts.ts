import { withoutCredentials, type SubjectFile, type SubjectSource } from '@assay/model';
import type { SubjectFacts } from './inventory-draft.js';
import type { LockedPins } from './locked-pins.js';
import { baseOf } from './package-name.js';
import { isOutside, outsideProblem } from './project-path.js';

/** A package's name and version. */
export interface PackageId {
  readonly name: string;
  readonly version: string;
}

/** The subject's one file, an npm tarball. */
export function tarball(id: PackageId, pins: LockedPins, url?: string): SubjectFile {
  return { name: `${baseOf(id.name)}-${id.version}.tgz`, ...(url === undefined ? {} : { url }), ...pins };
}

/** A subject with one archive, from a registry, a plain URL or the project. */
export function archiveFacts(id: PackageId, source: SubjectSource, file: SubjectFile): SubjectFacts {
  return { name: id.name, version: id.version, source, files: [file] };
}

/** A subject without an archive of its own. */
export function plainFacts(id: PackageId, source: SubjectSource): SubjectFacts {
  return { name: id.name, version: id.version, source, files: [] };
}

/** A folder of the project, by its normal path from there; one outside of it is not judged. */
export function folderFacts(id: PackageId, path: string): SubjectFacts {
  return isOutside(path) ? unsupportedFacts(id, outsideProblem(path)) : plainFacts(id, { kind: 'directory', path });
}

const longestShown = 214;

/** A subject that is listed and not judged. Its name and version may be anything: they lose credentials and length. */
export function unsupportedFacts(id: PackageId, reason: string): SubjectFacts {
  return plainFacts({ name: shortened(id.name), version: shortened(id.version) }, { kind: 'unsupported', reason });
}

function shortened(text: string): string {
  const { url } = withoutCredentials(text);
  return url.length > longestShown ? `${url.slice(0, longestShown)}…` : url;
}
