/** Whether new credentials fetch what the old ones do: two real downloads, compared. */

import {
  licenseDigest,
  licensePresence,
  licenseRotation,
  type LicenseCheck,
  type LicenseCopy,
  type NoCopies,
} from '@assay/checks';
import type { EvidenceSource, Finding, LicensePackage, Report } from '@assay/model';
import { licenseInventory } from './license-inventory.js';
import type { LicenseRunOptions } from './license-options.js';
import { buildLicenseReport } from './license-report.js';
import { numberFindings } from '../number-findings.js';
import { knownAbout, questionAbout, type Known } from './run-license.js';
import { runLicenseCheck } from './run-license-check.js';
import { servedCopy } from './served-copy.js';

/** Who answers with which credential, and what to call it. */
export interface RotationSide {
  /** `old credentials`, `new credentials`. */
  readonly name: string;
  readonly sourceFor: (license: LicensePackage) => EvidenceSource;
  /** By package id: why this side's credential is not there. */
  readonly missingCredentials: ReadonlyMap<string, string>;
}

/** A run over the given packages with two sources. */
export interface RotationOptions extends Omit<
  LicenseRunOptions,
  'sourceFor' | 'missingCredentials' | 'phases' | 'phasesNamed'
> {
  readonly sides: readonly [RotationSide, RotationSide];
}

const rotationChecks: readonly LicenseCheck[] = [licensePresence, licenseDigest, licenseRotation];

/** Downloads each package twice and compares. Throws AssayError `ERR_INTERNAL` only. */
export async function runRotation({ sides, ...options }: RotationOptions): Promise<Report> {
  const inventory = licenseInventory(options.packages, options.policyFile, options.project);
  const findings: Finding[] = [];
  for (const license of options.packages) findings.push(...(await rotate(license, sides, options)));
  const full = { ...options, ...answeredBy(sides[0]) };
  return buildLicenseReport(full, {
    inventory,
    checks: rotationChecks,
    // Two looks by one check: their findings are told apart by number.
    findings: numberFindings(findings, ({ subject, check }) => `${subject}|${check}@before|`),
    ignored: new Map(),
    isAboutArchive: true,
  });
}

type RotationBase = Omit<RotationOptions, 'sides'>;

function answeredBy({ sourceFor, missingCredentials }: RotationSide) {
  return { sourceFor, missingCredentials, phases: ['before'], phasesNamed: true } as const;
}

async function rotate(
  license: LicensePackage,
  sides: RotationOptions['sides'],
  base: RotationBase,
): Promise<readonly Finding[]> {
  const known = knownAbout(license, { ...base, ...answeredBy(sides[0]) });
  const looks = [];
  for (const side of sides) looks.push(await look(known, side, base));
  const context = { ...known, phase: 'before', reference: null } as const;
  const each = looks.flatMap((copies) =>
    [licensePresence, licenseDigest].flatMap((check) => runLicenseCheck(check, { ...context, copies }, 'before')),
  );
  const had = looks.flatMap((copies) => ('state' in copies ? [] : copies));
  return [...each, ...runLicenseCheck(licenseRotation, { ...context, copies: had }, 'before')];
}

/** What one side serves, under the side's name. */
async function look(known: Known, side: RotationSide, base: RotationBase): Promise<readonly LicenseCopy[] | NoCopies> {
  const options = { ...base, ...answeredBy(side) };
  const copies = await servedCopy(known.license, questionAbout(known), options);
  const named = (where: string) => `${where} (${side.name})`;
  if ('state' in copies) return 'where' in copies ? { ...copies, where: named(copies.where) } : copies;
  return copies.map((copy) => ({ ...copy, where: named(copy.where) }));
}
