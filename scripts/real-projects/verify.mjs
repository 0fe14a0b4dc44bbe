/** Runs the bundled command line on one project and prints what came of it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const assay = fileURLToPath(new URL('../../packages/cli/bin/assay.mjs', import.meta.url));

/** Reasons of findings that are neither proven nor not applicable, with the packages they are about. */
function reasonsOf({ findings }) {
  const reasons = new Map();
  for (const { check, code, outcome, subject, detail } of findings) {
    if (outcome === 'proven' || outcome === 'not-applicable') continue;
    const key = `${outcome} ${check}/${code}`;
    reasons.set(key, [...(reasons.get(key) ?? []), `${subject}: ${detail}`]);
  }
  return reasons;
}

/** The exit code. */
export function verify(name, folder) {
  const output = join(folder, 'report.json');
  const began = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [assay, 'verify', '.', '--format', 'json', '--output', output, '--quiet'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (status === 2 || status === 70) {
    console.log(`${name}: exit code ${status}\n${stderr}`);
    return status;
  }
  const { report } = JSON.parse(readFileSync(output, 'utf8'));
  const { proven, refuted, absent, unknown } = report.totals.outcomes;
  const odd = report.findings.filter(({ code }) => code === 'archive-odd').length;
  console.log(
    `${name}: ${report.totals.subjects} packages, ${proven} proven, ${refuted} refuted, ${absent} absent, ${unknown} unknown; ` +
      `${odd} archives with notes; ${report.gaps.length} gaps; exit code ${status}; ${seconds} s`,
  );
  for (const [reason, cases] of reasonsOf(report)) {
    console.log(`  ${reason}: ${cases.length}`);
    for (const line of cases.slice(0, 5)) console.log(`    ${line}`);
  }
  return status;
}
