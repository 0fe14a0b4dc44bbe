/** Where a project's lockfiles lock a licence package. */

import type { LicenseLock } from '@assay/checks';
import type { Inventory, LicensePackage, Occurrence, Subject, SubjectFile } from '@assay/model';

/** One for each place in a lockfile that locks a package of this name, in any version. */
export function licenseLocks(license: LicensePackage, project: Inventory): readonly LicenseLock[] {
  const subjects = project.subjects.filter(
    ({ ecosystem, name }) => ecosystem === license.ecosystem && name === license.name,
  );
  return subjects.flatMap((subject) => {
    const places = project.occurrences.filter((occurrence) => occurrence.subject === subject.id);
    return places.flatMap((place) => filesOf(subject, license).map((file) => lockOf(subject, file, place)));
  });
}

/** A gem may be locked for several platforms; the others are other packages. */
function filesOf({ files }: Subject, { platform }: LicensePackage): readonly (SubjectFile | undefined)[] {
  const mine = files.filter((file) => file.platform === platform);
  if (mine.length > 0) return mine;
  return files.length > 0 ? files : [undefined];
}

function lockOf({ source, version }: Subject, file: SubjectFile | undefined, place: Occurrence): LicenseLock {
  const platform = file?.platform;
  return {
    lockfile: place.lockfile,
    line: place.line,
    version,
    ...(platform === undefined ? {} : { platform }),
    source: file?.url ?? ('url' in source ? (source.url ?? null) : null),
    kind: source.kind,
    pins: file?.pins ?? [],
    malformedPins: file?.malformedPins ?? [],
  };
}
