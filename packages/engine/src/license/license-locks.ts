/** Where a project's lockfiles lock a licence package. */

import type { LicenseLock } from '@assay/checks';
import type { Inventory, LicensePackage, Occurrence, Subject, SubjectFile } from '@assay/model';

/** One for each place in a lockfile that locks a package of this name, in any version. */
export function licenseLocks(
  license: LicensePackage,
  project: Inventory,
  packages: readonly LicensePackage[],
): readonly LicenseLock[] {
  const subjects = project.subjects.filter(
    ({ ecosystem, name }) => ecosystem === license.ecosystem && name === license.name,
  );
  return subjects.flatMap((subject) => {
    const places = project.occurrences.filter((occurrence) => occurrence.subject === subject.id);
    const files = filesOf(subject).filter((file) => !isOthers(license, file?.platform, packages));
    return places.flatMap((place) => files.map((file) => lockOf(subject, file, place)));
  });
}

/** True for a platform that another entry of the policy is about. */
function isOthers(license: LicensePackage, platform: string | undefined, packages: readonly LicensePackage[]): boolean {
  return packages.some((other) => {
    const isTwin = other.ecosystem === license.ecosystem && other.name === license.name;
    return isTwin && other !== license && other.platform === platform && license.platform !== platform;
  });
}

/** A gem may be locked for several platforms: each is told, for Bundler prefers the most special one. */
function filesOf({ files }: Subject): readonly (SubjectFile | undefined)[] {
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
