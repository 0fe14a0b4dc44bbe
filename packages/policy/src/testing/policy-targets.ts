/** The readers of policies and of recorded licences as targets of fuzzing. */

import assert from 'node:assert/strict';
import { bytesOf, mutateDocument, unlessRefused, type FuzzTarget } from '@assay/testkit';
import { parseLicenseLock } from '../license/lock/parse-license-lock.js';
import { renderLicenseLock } from '../license/lock/render-license-lock.js';
import { parsePolicy } from '../parse-policy.js';
import { vocabulary } from './vocabulary.js';

const policies = [
  'version: 1\n',
  'version: 1\nextends: strict\nwaivers:\n  - package: pkg:npm/a@1.0.0\n    codes: [pin-missing]\n    reason: x\n    expires: 2027-01-01\n',
  'version: 1\nrules:\n  - select: {ecosystem: npm}\n    checks:\n      pin-strength: require\n',
  'version: 1\nregistries:\n  npm: [https://registry.example/]\n',
];

const lock = renderLicenseLock([
  {
    package: 'pkg:gem/karafka-license',
    version: '2026.1.0',
    source: 'https://gems.acme.example/',
    digests: [{ alg: 'sha256', value: 'ab'.repeat(32), covers: 'artifact' }],
    contents: { alg: 'sha256', value: 'ef'.repeat(32), covers: 'tree' },
    recorded: '2026-11-22',
    line: 1,
  },
]);

/** Every reader of this package. */
export const policyTargets: readonly FuzzTarget[] = [
  {
    name: 'policy',
    seeds: policies.map(bytesOf),
    mutate: mutateDocument,
    read: (bytes) => unlessRefused(() => parsePolicy({ bytes, file: 'assay.yaml', vocabulary })),
  },
  {
    name: 'assay.lock',
    seeds: [bytesOf(lock)],
    mutate: mutateDocument,
    read: (bytes) => unlessRefused(() => readLock(bytes)),
  },
];

/** Records that are accepted are written and read again as the same, wherever they stand. */
function readLock(bytes: Uint8Array): unknown {
  const records = parseLicenseLock({ bytes, file: 'assay.lock' });
  const again = parseLicenseLock({ bytes: bytesOf(renderLicenseLock(records)), file: 'assay.lock' });
  const byText = (list: typeof records) => list.map((record) => JSON.stringify({ ...record, line: 0 })).sort();
  assert.deepEqual(byText(again), byText(records));
  return records;
}
