/** Joins findings about licence packages into the report. */

import type { LicenseCheck } from '@assay/checks';
import { licensePhases, type Finding, type Inventory, type LicensePhase, type Report } from '@assay/model';
import { buildReport } from '../build-report.js';
import { licenseSubject } from './license-inventory.js';
import type { LicenseRunOptions } from './license-options.js';

/** What was found. */
export interface LicenseFound {
  readonly inventory: Inventory;
  readonly checks: readonly LicenseCheck[];
  readonly findings: readonly Finding[];
  readonly ignored: ReadonlyMap<string, number>;
  /** True where the command is about one archive, and phases are none of its business. */
  readonly isAboutArchive?: boolean;
}

/** The report over licence packages: the same shape as that over lockfiles, its findings with their phases. */
export function buildLicenseReport(options: LicenseRunOptions, found: LicenseFound): Report {
  const { isAboutArchive = false, ...parts } = found;
  return buildReport({
    ...options,
    ...parts,
    depth: 'artifacts',
    trustedRoots: options.trust?.documents ?? [],
    notLookedAt: isAboutArchive ? [] : notLookedAt(options, found.findings),
    isPart: true,
  });
}

const unseen: Readonly<Record<LicensePhase, string>> = {
  before: 'The vendor’s server was not asked: what it would serve now is not known (phase `before`).',
  after: 'What the package manager downloaded was not looked at (phase `after`).',
  installed: 'Installed files were not compared with the archive (phase `installed`).',
  bundled: 'Licences inside the application were not looked at (phase `bundled`).',
};

const empty: Readonly<Record<LicensePhase, string>> = {
  before: 'No server is named for',
  after: 'No downloaded archive was found here of',
  installed: 'No installed files were found here of',
  bundled: 'No licence inside the application is named for',
};

/** Phases that were left out, those in which some package had nothing to look at, and code that nobody looked at. */
function notLookedAt({ phases, packages }: LicenseRunOptions, findings: readonly Finding[]): readonly string[] {
  // Nobody misses a bundled licence that no policy names.
  const hasBundled = packages.some(({ bundled }) => bundled !== null);
  const applying = licensePhases.filter((phase) => phase !== 'bundled' || hasBundled);
  const about = (isAbout: (finding: Finding) => boolean) => {
    const subjects = new Set(findings.filter(isAbout).map(({ subject }) => subject));
    return packages.filter((license) => subjects.has(licenseSubject(license).id)).map(({ id }) => id);
  };
  const leftOut = applying.flatMap((phase) => {
    if (!phases.includes(phase)) return [unseen[phase]];
    const names = about((finding) => isSkipped(finding, phase));
    return names.length === 0 ? [] : [`${empty[phase]} ${listed(names)} (phase \`${phase}\`).`];
  });
  const libraries = about(({ code }) => code === 'license-code-unchecked');
  return libraries.length === 0 ? leftOut : [...leftOut, `${unreadCode} ${listed(libraries)}.`];
}

/** Said where the rules name no code to be known: of a library, its digest answers. */
const unreadCode = 'No code is held to templates (`content.code: unchecked`), the digest answers for it, of';

function isSkipped({ check, code, phase }: Finding, wanted: LicensePhase): boolean {
  return phase === wanted && check === 'license-presence' && code === 'license-phase-skipped';
}

const mostNames = 5;

function listed(names: readonly string[]): string {
  const more = names.length > mostNames ? ` and ${String(names.length - mostNames)} more` : '';
  return `${names.slice(0, mostNames).join(', ')}${more}`;
}
