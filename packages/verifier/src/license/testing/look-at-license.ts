import type { Finding, LicensePhase } from '@assay/model';
import type { LicenseVerifierOptions } from '../license-options.js';
import { verifyLicenses } from '../verify-licenses.js';

/** Of a scene, what is looked at. */
export interface LicenseScene {
  readonly policy: string;
  readonly project: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What came out, as short as a test can say it. */
export interface Told {
  readonly exitCode: number;
  /** `check/code`, and `phase check/code` where there is a phase, of all that is neither proven nor not applicable. Sorted, each once. */
  readonly faults: readonly string[];
  readonly findings: readonly Finding[];
  readonly notLookedAt: readonly string[];
}

/** How a look differs from the usual one. */
export interface LookOptions extends Partial<Omit<LicenseVerifierOptions, 'phases' | 'env'>> {
  readonly phases?: readonly LicensePhase[];
  /** Over the scene's; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Verifies the scene's licence in all phases or those given. */
export async function lookAtLicense(scene: LicenseScene, { env, ...options }: LookOptions = {}): Promise<Told> {
  const { report } = await verifyLicenses({
    policy: { file: scene.policy },
    project: scene.project,
    at: '2026-06-01T12:00:00Z',
    ...options,
    env: { ...scene.env, ...env },
  });
  return {
    exitCode: report.exitCode,
    faults: faultsIn(report.findings),
    findings: report.findings,
    notLookedAt: report.notLookedAt,
  };
}

/** Nobody has recorded anything yet in most scenes: that warning is left out. */
export function faultsIn(findings: readonly Finding[]): readonly string[] {
  const faults = findings.filter(({ outcome, code }) => {
    return outcome !== 'proven' && outcome !== 'not-applicable' && code !== 'license-not-recorded';
  });
  const told = faults.map(({ phase, check, code }) => `${phase === undefined ? '' : `${phase} `}${check}/${code}`);
  return [...new Set(told)].sort();
}
