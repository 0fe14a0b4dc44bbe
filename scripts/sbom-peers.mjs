/**
 * What do other generators of CycloneDX documents state, and do we state it too? Opt-in, for it installs them:
 *
 *     node scripts/bootstrap.mjs run build && node scripts/bootstrap.mjs exec node scripts/sbom-peers.mjs [NAME…] [--tools DIR] [--keep DIR] [--all]
 *
 * npm sbom, cyclonedx-npm, cdxgen, pnpm sbom and the yarn plugin, in pinned versions, are run on the same projects as `assay sbom`
 * (scripts/sbom-peers/projects.mjs). Prints for each project who failed, whose document is valid, what sbomqs' published scoring
 * makes of it and which secrets leaked; then, fact by fact, who states what. Ends with 1 when a peer states a fact that we do not and
 * docs/sbom-peers.md does not say why.
 *
 * `--tools DIR` keeps the installed peers there; `--keep DIR` keeps each document; `--all` prints the facts that we state too.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contenders } from './sbom-peers/contenders.mjs';
import { installPeers } from './sbom-peers/peer-tools.mjs';
import { projects } from './sbom-peers/projects.mjs';
import { runContender } from './sbom-peers/run-contender.mjs';
import { showFacts, showRuns } from './sbom-peers/show.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tools: { type: 'string' }, keep: { type: 'string' }, all: { type: 'boolean', default: false } },
});
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'assay-peers-')));
const results = [];
try {
  const { peers, problem } = installPeers(values.tools ?? join(scratch, 'tools'));
  if (problem !== undefined) throw new Error(problem);
  for (const project of projects.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const folder = join(scratch, project.name, 'project');
    mkdirSync(folder, { recursive: true });
    const { skip, close = async () => undefined, ...laid } = await project.lay(folder, { peers });
    console.log(`${project.title}${skip === undefined ? '' : `: skipped, ${skip}`}`);
    if (skip !== undefined) continue;
    const runs = [];
    for (const contender of contenders.filter(({ takes }) => takes(project, peers))) {
      const place = { ...project, ...laid, folder, peers, scratch: join(scratch, project.name) };
      const run = { by: contender.name, ...(await runContender(contender, place)) };
      runs.push(run);
      keep(project, run);
    }
    await close();
    showRuns(runs);
    results.push({ project, runs });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = showFacts(results, { all: values.all }) === 0 ? 0 : 1;

function keep({ name }, { by, bom }) {
  if (values.keep === undefined || bom === undefined) return;
  mkdirSync(values.keep, { recursive: true });
  writeFileSync(join(values.keep, `${name}-${by.replace(' ', '-')}.json`), `${JSON.stringify(bom, null, 1)}\n`);
}
