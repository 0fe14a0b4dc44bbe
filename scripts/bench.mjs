/**
 * How much does Assay cost? `npm run bench -- [--pairs N] [--packages N] [--tarballs DIR] [--only WORD]`
 *
 * - `start-up`, `depth`: Assay against the least possible, a minimal reference (scripts/bench/reference-*.mjs), on a tree of
 *   1,300 packages.
 * - `artifacts-peers`: every archive of a tree against fetch, gunzip and tar-stream and against pacote and node-tar; and the second run, with
 *   the archives in the store. `--tarballs DIR`: on real ones (`*.tgz`).
 * - `growth`: what a package costs in trees of 100 to 100,000.
 * - `large`: a file of 2 GiB, against a hash and gunzip.
 * - `signatures`: the registry's signatures of a tree, `assay verify` against `npm audit signatures`.
 * - `license`: an offline look at ten installed licence packages, against a Node that does nothing.
 * - `gate`: the decision before a deploy on a prepared set of evidence, against a Node that does nothing.
 * - `sbom-create`: a bill of materials of a lockfile, against other generators (installed once, into $ASSAY_PEERS) and plain objects.
 * - `sbom-validate`: `assay sbom validate` of 1,000 to 100,000 components, and Ajv with the official schema.
 * - `sbom-write`: documents of up to 100,000 components as JSON and XML, against plain objects and `JSON.stringify`, and the library.
 * - `action`: the GitHub Action's bundle: its size, and its start until the first line of the log, against a Node that does nothing.
 * - `html`: the HTML report: bytes for each package, and the longest frame in Chromium while it opens and is filtered.
 * - `lockfiles`: 1,000 to 100,000 packages of every lockfile format, against `JSON.parse` or a split of the same bytes.
 * - `stalls`: how long each reader holds the event loop on inputs of a megabyte that are made to be slow.
 * - `sigstore`: a Sigstore bundle through our adapter, and through sigstore-js alone.
 *
 * `--only` picks the parts and comparisons whose title contains a word. A loopback registry in a process of its own serves both
 * contenders, which work in turns, each in a fresh process with an empty home: compare ratios, not milliseconds.
 */
import { parseArgs } from 'node:util';
import { compareAction } from './bench/action.mjs';
import { compareArtifactPeers } from './bench/artifact-peers.mjs';
import { compareDepths } from './bench/depths.mjs';
import { compareLockfiles } from './bench/lockfiles.mjs';
import { comparisons, requireBuild } from './bench/contenders.mjs';
import { compareGate } from './bench/gate.mjs';
import { showGrowth } from './bench/growth.mjs';
import { compareLargeArtifact } from './bench/large-artifact.mjs';
import { compareLicenses } from './bench/licenses.mjs';
import { showHtmlReport } from './bench/html-report.mjs';
import { compareSbomValidation } from './bench/sbom-validate.mjs';
import { compareSignatures } from './bench/signatures.mjs';
import { compareSboms } from './bench/sbom.mjs';
import { compareSbomWriting } from './bench/sbom-write.mjs';
import { compareSigstore } from './bench/sigstore.mjs';
import { showStalls } from './bench/stalls.mjs';
import { showStartUp } from './bench/start-up.mjs';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '5' },
    packages: { type: 'string', default: '1300' },
    tarballs: { type: 'string' },
    only: { type: 'string', default: '' },
  },
});
const { only, tarballs } = values;
const options = { pairs: Number(values.pairs), packages: Number(values.packages), only, tarballs };
const parts = [
  { titles: ['start-up'], compare: showStartUp },
  { titles: ['depth', ...comparisons.map(({ title }) => title)], compare: compareDepths },
  { titles: ['artifacts-peers'], compare: compareArtifactPeers },
  { titles: ['growth'], compare: showGrowth },
  { titles: ['large'], compare: compareLargeArtifact },
  { titles: ['signatures'], compare: compareSignatures },
  { titles: ['license'], compare: compareLicenses },
  { titles: ['gate'], compare: compareGate },
  { titles: ['sbom-create'], compare: compareSboms },
  { titles: ['sbom-validate'], compare: compareSbomValidation },
  { titles: ['sbom-write'], compare: compareSbomWriting },
  { titles: ['action'], compare: compareAction },
  { titles: ['html'], compare: showHtmlReport },
  { titles: ['lockfiles'], compare: compareLockfiles },
  { titles: ['stalls'], compare: showStalls },
  { titles: ['sigstore'], compare: compareSigstore },
];

requireBuild();
console.log(`Node ${process.version}, medians of ${options.pairs} alternating pairs\n`);
for (const { titles, compare } of parts) {
  if (!titles.some((title) => title.includes(options.only))) continue;
  await compare(options);
  console.log();
}
