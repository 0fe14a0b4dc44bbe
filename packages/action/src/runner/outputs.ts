/** The outputs of the step: `${{ steps.ID.outputs.NAME }}` in later ones. */

import { randomUUID } from 'node:crypto';
import { workflowFileEntry } from '@assay/report';

/** Every output, the same list as in action.yml (a test holds them together). */
export const outputNames = [
  'verdict',
  'exit-code',
  'packages',
  'failed',
  'unverified',
  'warnings',
  'waived',
  'alarms',
  'changes',
  'report-digest',
  'report',
  'sarif',
  'junit',
  'html',
  'markdown',
  'sbom',
  'evidence',
  'sbom-statement',
  'summary',
  'signer',
  'comment',
] as const;

/** The name of an output. */
type OutputName = (typeof outputNames)[number];

/** Values of outputs; what is not there is left unset, which reads as an empty text. */
export type Outputs = Readonly<Partial<Record<OutputName, string>>>;

/** What is appended to GITHUB_OUTPUT. Each entry has a delimiter of its own that nobody can guess (CVE-2022-35954). */
export function renderOutputs(outputs: Outputs): string {
  return outputNames
    .map((name) => ({ name, value: outputs[name] }))
    .filter((entry): entry is { name: OutputName; value: string } => entry.value !== undefined)
    .map(({ name, value }) => workflowFileEntry(name, value, `assay_${randomUUID()}`))
    .join('');
}
