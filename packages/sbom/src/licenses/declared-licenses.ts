import type { EcosystemId } from '@assay/model';
import type { License, SpecVersion } from '../cyclonedx/index.js';
import { parseLicense, type ParsedLicense } from './parse-license.js';

/** Whose words the licences are, and which version of CycloneDX has to hold them. */
export interface LicenseContext {
  readonly ecosystem: EcosystemId;
  readonly specVersion: SpecVersion;
}

const mostLicenses = 50;

/**
 * A package's declared licences. A list means what its ecosystem says it means: Composer's is a choice, and becomes one expression; of a gem's
 * nobody says how they combine, so each stands for itself. Before CycloneDX 1.7 an expression has to stand alone; beside others it is written
 * as a name there.
 */
export function declaredLicenses(
  stated: readonly string[],
  { ecosystem, specVersion }: LicenseContext,
): readonly License[] {
  const parsed = stated.slice(0, mostLicenses).flatMap((text) => parseLicense(text) ?? []);
  const joined = ecosystem === 'composer' ? choiceOf(parsed) : parsed;
  const mayMix = specVersion !== '1.6' || joined.length === 1;
  return joined.map((license) => write(license, mayMix));
}

/** `A OR B` where SPDX knows all of them. */
function choiceOf(parsed: readonly ParsedLicense[]): readonly ParsedLicense[] {
  if (parsed.length < 2 || parsed.some(({ kind }) => kind === 'name')) return parsed;
  const choice = parseLicense(parsed.map((license) => `(${textOf(license)})`).join(' OR '));
  return choice === null ? parsed : [choice];
}

function textOf(license: ParsedLicense): string {
  if (license.kind === 'id') return license.id;
  return license.kind === 'expression' ? license.expression : license.name;
}

function write(license: ParsedLicense, mayMix: boolean): License {
  if (license.kind === 'id') return known(license.id);
  if (license.kind === 'expression' && mayMix) return { expression: license.expression, acknowledgement: 'declared' };
  const file = license.kind === 'name' ? license.file : undefined;
  return {
    license: {
      name: textOf(license),
      acknowledgement: 'declared',
      ...(file === undefined ? {} : { properties: [{ name: 'assay:license-file', value: file }] }),
    },
  };
}

/** A few ids make up nearly all of a document's licences. */
const knownLicenses = new Map<string, License>();

function known(id: string): License {
  const license = knownLicenses.get(id) ?? { license: { id, acknowledgement: 'declared' } };
  knownLicenses.set(id, license);
  return license;
}
