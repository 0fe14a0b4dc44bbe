// Verifies the lockfiles of a folder and lists what a gate would want to know.
//
//     node examples/library/verify.mjs [FOLDER]
import { createVerifier } from '@assay/verifier';

const verifier = createVerifier({ depth: 'registry' });
const { report, inventory } = await verifier.verify([process.argv[2] ?? '.']);

const names = new Map(inventory.subjects.map(({ id, name, version }) => [id, `${name} ${version}`]));
for (const { subject, check, code, detail, outcome } of report.findings) {
  if (outcome === 'proven' || outcome === 'not-applicable') continue;
  console.log(`${names.get(subject)}: ${check}/${code}: ${JSON.stringify(detail)}`);
}
console.log(`${report.decision}: ${report.totals.outcomes.proven} of ${report.totals.subjects} packages proven`);
process.exitCode = report.exitCode;
