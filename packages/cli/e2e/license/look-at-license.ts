import type { Finding, LicensePhase, Report } from '@assay/model';
import { verifyLicenses } from '@assay/verifier';

/** When tests look. */
export const lookedAt = '2026-11-22T00:00:00Z';

/** What a test asks. */
export interface LicenseLookOptions {
  /** One entry of `licensePackages`, or several. */
  readonly entry: object;
  /** The checkout. */
  readonly project: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly phases?: readonly LicensePhase[];
  /** The rest of the policy. */
  readonly policy?: object;
  /** Folder of the policy; the checkout when not given. */
  readonly policyFolder?: string;
}

/** What a look gave. */
export interface LicenseLook {
  readonly exitCode: number;
  /** `phase code` of each finding that is neither good news nor beside the point, each once, sorted. */
  readonly bad: readonly string[];
  /** The same of good news. */
  readonly good: readonly string[];
  readonly report: Report;
  readonly notes: readonly string[];
  /** The sentence of the first finding with this code; empty where there is none. */
  readonly detail: (code: string) => string;
  /** The same of what it shows. */
  readonly excerpt: (code: string) => string;
}

/** Verifies licence packages as a user with this environment would, by a policy of this one entry. */
export async function lookAtLicense(options: LicenseLookOptions): Promise<LicenseLook> {
  const { entry, project, env, phases, policy = {}, policyFolder = project } = options;
  const text = JSON.stringify({ version: 1, licensePackages: [entry].flat(), ...policy });
  const { report, notes } = await verifyLicenses({
    policy: { text, file: `${policyFolder}/assay.yaml` },
    project,
    env,
    at: lookedAt,
    ...(phases === undefined ? {} : { phases }),
  });
  const { findings } = report;
  return {
    exitCode: report.exitCode,
    bad: told(findings, (outcome) => outcome !== 'proven' && outcome !== 'not-applicable'),
    good: told(findings, (outcome) => outcome === 'proven'),
    report,
    notes,
    excerpt: (code) => findings.find((finding) => finding.code === code)?.excerpt ?? '',
    detail: (code) => findings.find((finding) => finding.code === code)?.detail ?? '',
  };
}

function told(findings: readonly Finding[], is: (outcome: Finding['outcome']) => boolean): readonly string[] {
  const codes = findings.filter(({ outcome }) => is(outcome)).map(({ phase, code }) => `${phase ?? 'project'} ${code}`);
  return [...new Set(codes)].sort();
}
