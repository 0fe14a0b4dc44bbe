import { matchesPattern, type PackageDescription } from '@assay/model';
import type { License, Property } from '../cyclonedx/index.js';
import { declaredLicenses } from '../licenses/index.js';
import type { SubjectContext } from './build-context.js';
import { commercialLicense } from './commercial-license.js';
import { safeText } from '../safe/safe-text.js';

/**
 * What the package declares: by its archive, which its digest covers, else by its registry, else by its lockfile; for a bought package what the
 * policy says of it. Beside it, what the policy concludes.
 */
export function componentLicenses(about: SubjectContext): readonly License[] {
  const bought = commercialLicense(about);
  if (bought !== null) return [bought];
  const stated = licensingDescription(about)?.licenses ?? [];
  const concluded = concludedFor(about);
  if (stated.length === 0 && concluded === undefined) return none;
  const { ecosystem } = about.subject;
  const { specVersion } = about.context.options;
  return declaredLicenses(stated.map(safeText), {
    ecosystem,
    specVersion,
    ...(concluded === undefined ? {} : { concluded: safeText(concluded) }),
  });
}

/** The most specific pattern stands first. */
function concludedFor({ subject, context }: SubjectContext): string | undefined {
  return context.input.declared.licenses?.find(({ purl }) => matchesPattern(purl, subject.purl))?.license;
}

const none: readonly License[] = [];

/** Who says it, and what others say instead. */
export function licenseProperties(about: SubjectContext): readonly Property[] {
  const chosen = licensingDescription(about);
  if (chosen === undefined) return [];
  const others = descriptionsOf(about).filter(
    ({ licenses }) => licenses.length > 0 && licenses.join('\0') !== chosen.licenses.join('\0'),
  );
  return [
    { name: 'assay:license:from', value: chosen.from },
    ...others.map(({ from, licenses }) => ({ name: `assay:license:${from}`, value: safeText(licenses.join(', ')) })),
  ];
}

function licensingDescription(about: SubjectContext): PackageDescription | undefined {
  return descriptionsOf(about).findLast(({ licenses }) => licenses.length > 0);
}

/** Weakest first: lockfile, registry, archive. */
export function descriptionsOf({ facts, subject, member }: SubjectContext): readonly PackageDescription[] {
  const known = facts?.descriptions ?? [];
  if (member?.description !== undefined) return [member.description, ...known];
  if (subject.description === undefined || known.some(({ from }) => from === 'lockfile')) return known;
  return [subject.description, ...known];
}
