/** The reader of reports as a target of fuzzing. */

import assert from 'node:assert/strict';
import { bytesOf, mutateJsonDocument, unlessProblem, type FuzzAnswer, type FuzzTarget } from '@assay/testkit';
import { parseReport } from '../json/parse-report.js';
import { renderJson } from '../json/render-json.js';
import { missingPin, otherBytes, sample, timeout, usedWaiver } from './report-builder.js';

const reports = [
  sample([{ name: 'a', faults: [otherBytes('a'), missingPin('a')] }, { name: 'b' }]),
  sample([{ name: 'old', faults: [{ ...missingPin('old'), decision: 'waived', waiver: 0 }, timeout('source')] }], {
    waivers: [usedWaiver],
    warnings: ['w'],
  }),
];

/** A report that is accepted is written and read again as the same. */
function readReport(bytes: Uint8Array): FuzzAnswer {
  const result = parseReport(bytes);
  if (result.ok) assert.deepEqual(parseReport(bytesOf(renderJson({ ...result, codeInfo: () => null }))), result);
  return unlessProblem(result);
}

/** Every reader of this package. */
export const reportTargets: readonly FuzzTarget[] = [
  {
    name: 'report',
    seeds: reports.map((input) => bytesOf(renderJson(input))),
    mutate: mutateJsonDocument,
    read: readReport,
  },
];
