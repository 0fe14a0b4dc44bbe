import type { EcosystemId } from '@assay/model';
import type { License, SpecVersion } from '../cyclonedx/index.js';
import { parseLicense, type ParsedLicense } from './parse-license.js';

/** Whose words the licences are, and which version of CycloneDX has to hold them. */
export interface LicenseContext {
  readonly ecosystem: EcosystemId;
  readonly specVersion: SpecVersion;
  /** What the user concluded beside them. */
  readonly concluded?: string;
}

const mostLicenses = 50;

/**
 * A package's declared licences. A list means what its ecosystem says it means: Composer's is a choice, and becomes one expression; of a gem's
 * nobody says how they combine, so each stands for itself. Before CycloneDX 1.7 an expression has to stand alone; beside others it is written
 * as a name there.
 */
export function declaredLicenses(
  stated: readonly string[],
  { ecosystem, specVersion, concluded = '' }: LicenseContext,
): readonly License[] {
  const parsed = stated.slice(0, mostLicenses).flatMap((text) => parseLicense(text) ?? []);
  const joined = ecosystem === 'composer' ? choiceOf(parsed) : parsed;
  const own = parseLicense(concluded);
  const count = joined.length + (own === null ? 0 : 1);
  const mayMix = specVersion !== '1.6' || count === 1;
  const declared = joined.map((license) => write(license, mayMix, 'declared'));
  return own === null ? declared : [...declared, write(own, mayMix, 'concluded')];
}

type Acknowledgement = 'declared' | 'concluded';

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

function write(license: ParsedLicense, mayMix: boolean, acknowledgement: Acknowledgement): License {
  if (license.kind === 'id') return known(license.id, acknowledgement);
  if (license.kind === 'expression' && mayMix) return { expression: license.expression, acknowledgement };
  const file = license.kind === 'name' ? license.file : undefined;
  return {
    license: {
      name: textOf(license),
      acknowledgement,
      ...(file === undefined ? {} : { properties: [{ name: 'assay:license-file', value: file }] }),
    },
  };
}

/** A few ids make up nearly all of a document's licences. */
const knownLicenses = new Map<string, License>();

function known(id: string, acknowledgement: Acknowledgement): License {
  const key = `${acknowledgement} ${id}`;
  const license = knownLicenses.get(key) ?? { license: { id, acknowledgement } };
  knownLicenses.set(key, license);
  return license;
}
