import { digestOf, type RunSummary } from '@assay/model';

/** A summary of two packages that passed, with what is given in place of its own. */
export function runSummary(given: Partial<RunSummary> = {}): RunSummary {
  const bytes = 'app';
  return {
    artifact: { name: 'app.tgz', digests: [digestOf('sha256', bytes), digestOf('sha512', bytes)] },
    version: '0.1.0',
    at: '2026-11-26T12:00:00Z',
    depth: 'artifacts',
    decision: 'pass',
    exitCode: 0,
    policy: digestOf('sha256', 'policy'),
    report: digestOf('sha256', 'report'),
    inventory: digestOf('sha256', 'inventory'),
    trustedRoots: [digestOf('sha256', 'root')],
    subjects: 2,
    decisions: { pass: 2, waived: 0, warn: 0, unverified: 0, fail: 0 },
    lockfiles: [
      {
        path: 'package-lock.json',
        digest: digestOf('sha256', 'lock'),
        link: 'embedded',
        within: 'package/package-lock.json',
      },
    ],
    waivers: [],
    ...given,
  };
}
