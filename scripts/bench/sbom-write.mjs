import { fileURLToPath } from 'node:url';
import { measure, median } from './measure.mjs';
import { ms, row, times } from './table.mjs';

const worker = fileURLToPath(new URL('sbom-write-worker.mjs', import.meta.url));

/** What is compared with what, how much of its CPU it may take, and of how many components. */
const comparisons = [
  { of: 'json', with: 'floor', components: 50_000, goal: '≤ 1.5 ×' },
  { of: 'json 1.6', with: 'floor', components: 50_000, goal: '≤ 1.5 ×' },
  { of: 'xml', with: 'json', components: 50_000, goal: '≤ 2 ×' },
  { of: 'library json', with: 'json', components: 10_000, goal: '' },
];
const sizes = [10_000, 25_000, 50_000, 100_000];

/**
 * Writing documents: ours against plain objects and one `JSON.stringify`, XML against JSON, @cyclonedx/cyclonedx-library
 * against our JSON (it states less: it has no evidence; for XML it needs another package); and how CPU and memory grow with the document.
 */
export async function compareSbomWriting({ pairs }) {
  row(['sbom-write: CPU, making the objects included', 'ratio', 'goal', 'this', 'that']);
  for (const comparison of comparisons) await compare(comparison, pairs);
  row(['sbom-write: growth', 'components', 'CPU', 'each', 'peak', 'output']);
  for (const contender of ['floor', 'json', 'xml']) await showGrowth(contender, Math.min(pairs, 3));
}

async function compare({ of, with: other, components, goal }, pairs) {
  const rounds = [];
  for (let pair = 0; pair < pairs; pair++) {
    const round = {};
    for (const name of pair % 2 === 0 ? [of, other] : [other, of]) round[name] = await run(name, components);
    rounds.push(round);
  }
  const ratio = median(rounds.map((round) => round[of].cpu / round[other].cpu));
  const middle = (name) => ms(median(rounds.map((round) => round[name].cpu)));
  row([`  ${of} / ${other}, ${components} components`, times(ratio), goal, middle(of), middle(other)]);
}

async function showGrowth(contender, runs) {
  for (const components of sizes) {
    const rounds = [];
    for (let round = 0; round < runs; round++) rounds.push(await run(contender, components));
    const cpu = median(rounds.map((one) => one.cpu));
    const peak = median(rounds.map((one) => one.peakMb));
    const output = `${(rounds[0].length / 1e6).toFixed(0)} MB`;
    row([
      `  ${contender}`,
      String(components),
      ms(cpu),
      `${((cpu / components) * 1000).toFixed(1)} µs`,
      `${peak.toFixed(0)} MB`,
      output,
    ]);
  }
}

async function run(contender, components) {
  const { stdout, peakMb } = await measure({ args: [worker, contender, String(components)], env: process.env });
  return { ...JSON.parse(stdout), peakMb };
}
