import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFiles } from '../../packages/testkit/dist/index.js';
import { contenders } from '../sbom-peers/contenders.mjs';
import { npmProject } from '../sbom-peers/npm-project.mjs';
import { installPeers } from '../sbom-peers/peer-tools.mjs';
import { pnpmProject } from '../sbom-peers/pnpm-project.mjs';
import { planTree } from '../sbom-peers/tree-plan.mjs';
import { assay } from './contenders.mjs';
import { measure, median } from './measure.mjs';
import { ms, row, times } from './table.mjs';
import { usedCpu } from './used-cpu.mjs';

const reference = fileURLToPath(new URL('reference-sbom.mjs', import.meta.url));

/** Where the peers are kept from run to run. */
const tools = process.env.ASSAY_PEERS ?? join(tmpdir(), 'assay-sbom-peers');

/**
 * What a bill of materials of a lockfile costs, end to end: `assay sbom --depth pins` against other generators on 2,000 packages, against
 * plain objects and `JSON.stringify` on 50,000, and how it grows to 100,000.
 */
export async function compareSboms({ pairs }) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const place = { folder, pairs: Math.max(pairs, 5) };
    await comparePeers(place);
    await compareLarge(place);
    await compareGrowth(place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each peer in turns with ours on its own client's lockfile; CPU of all processes that either starts. */
async function comparePeers({ folder, pairs }) {
  const { peers, problem } = installPeers(tools);
  if (problem !== undefined) {
    console.log(`sbom against other generators: skipped, ${problem}`);
    return;
  }
  const entries = planTree(2000);
  const lay = { npm: join(folder, 'npm'), pnpm: join(folder, 'pnpm') };
  await writeFiles(lay.npm, npmProject(entries));
  await writeFiles(lay.pnpm, pnpmProject(entries));
  row([`sbom: 2,000 packages, CPU, ${pairs} pairs`, 'ratio', 'assay', 'peer', 'goal']);
  for (const { name, client, goal } of rivals) {
    const contender = contenders.find((one) => one.name === name);
    if (!contender.takes({ client }, peers)) {
      console.log(`  ${name}: skipped, it is not for this platform`);
      continue;
    }
    const of = (one) => runOf(one, { peers, client, folder, cwd: lay[client] });
    showPeer({
      name,
      goal,
      rounds: await inTurns(
        { peer: of(contender), ours: of(contenders.find((one) => one.name === 'assay sbom')) },
        pairs,
      ),
    });
  }
}

const rivals = [
  { name: 'cyclonedx-npm', client: 'npm', goal: 'peer ≥ 10 ×' },
  { name: 'cdxgen', client: 'npm', goal: 'peer ≥ 4 ×' },
  { name: 'npm sbom', client: 'npm', goal: '' },
  { name: 'pnpm sbom', client: 'pnpm', goal: 'ours ≤ 4 ×' },
];

function runOf(contender, { peers, client, folder, cwd }) {
  const output = join(folder, 'bom.json');
  const { program, args, env = {} } = contender.command({ peers, client, output, installed: false });
  return { program, args, cwd, env: { ...environment(folder), ...env } };
}

/** The user's own registry is the one in the lockfile. */
const registry = { npm_config_registry: 'https://registry.example/' };

function environment(folder) {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  return { PATH: process.env.PATH, HOME: home, NO_COLOR: '1', npm_config_cache: join(home, 'npm'), ...registry };
}

/** The first run of each fills its caches. */
async function inTurns({ peer, ours }, pairs) {
  [peer, ours].forEach(usedCpu);
  const rounds = [];
  for (let pair = 0; pair < pairs; pair++) {
    const first = pair % 2 === 0 ? usedCpu(peer) : undefined;
    const own = usedCpu(ours);
    rounds.push({ ours: own, peer: first ?? usedCpu(peer) });
  }
  return rounds;
}

function showPeer({ name, goal, rounds }) {
  const middle = (pick) => median(rounds.map(pick));
  const inverse = goal.startsWith('ours');
  const ratio = middle(({ ours, peer }) => (inverse ? ours / peer : peer / ours));
  const title = inverse ? `  assay / ${name}` : `  ${name} / assay`;
  row([title, times(ratio), ms(middle(({ ours }) => ours)), ms(middle(({ peer }) => peer)), goal]);
}

const sbomArgs = (output) => [assay, 'sbom', '.', '--depth', 'pins', '--output', output];

async function compareLarge({ folder, pairs }) {
  const cwd = join(folder, 'large');
  await writeFiles(cwd, npmProject(planTree(50_000)));
  const env = environment(folder);
  const outputs = Object.fromEntries(['ours.json', 'ours.xml', 'plain.json'].map((name) => [name, join(folder, name)]));
  const sides = {
    json: { args: sbomArgs(outputs['ours.json']), cwd, env },
    xml: { args: sbomArgs(outputs['ours.xml']), cwd, env },
    plain: { args: [reference, cwd, outputs['plain.json']], cwd, env },
  };
  const rounds = [];
  for (let pair = 0; pair < pairs; pair++) {
    const round = {};
    const names = Object.keys(sides);
    for (const name of pair % 2 === 0 ? names : names.toReversed()) round[name] = await measure(sides[name]);
    rounds.push(round);
  }
  showLarge(rounds, outputs);
}

function showLarge(rounds, outputs) {
  const middle = (pick) => median(rounds.map(pick));
  const cpu = (name) => ms(middle((round) => round[name].cpuMs));
  const size = (name) => `${(statSync(outputs[name]).size / 1e6).toFixed(0)} MB`;
  const peak = (name) => `${middle((round) => round[name].peakMb).toFixed(0)} MB`;
  row([`sbom: 50,000 packages, ${rounds.length} pairs`, 'ratio', 'CPU', 'of', 'written', 'peak', 'goal']);
  const json = times(middle(({ json, plain }) => json.cpuMs / plain.cpuMs));
  row([
    '  JSON / plain objects, stringified',
    json,
    cpu('json'),
    cpu('plain'),
    size('ours.json'),
    peak('json'),
    'see below',
  ]);
  const xml = times(middle(({ json, xml }) => xml.cpuMs / json.cpuMs));
  row(['  XML / our JSON', xml, cpu('xml'), cpu('json'), size('ours.xml'), peak('xml'), '≤ 2 ×']);
  row(['  (plain objects)', '', cpu('plain'), '', size('plain.json'), peak('plain')]);
  console.log(
    '  The run reads, resolves, checks and judges what it writes: the goal of 1.5 × is for the writer alone.',
  );
}

/** Ten times the packages: ten times the CPU, and memory that grows no faster than what is written. */
async function compareGrowth({ folder }) {
  const runs = [];
  for (const packages of [10_000, 100_000]) {
    const cwd = join(folder, `growth-${packages}`);
    await writeFiles(cwd, npmProject(planTree(packages)));
    const output = join(folder, 'growth.json');
    const { cpuMs, peakMb } = await measure({ args: sbomArgs(output), cwd, env: environment(folder) });
    runs.push({ cpuMs, peakMb, written: statSync(output).size / 1e6 });
  }
  const [small, large] = runs;
  row(['sbom: growth from 10,000 to 100,000', 'ratio', '10,000', '100,000']);
  row(['  CPU', times(large.cpuMs / small.cpuMs), ms(small.cpuMs), ms(large.cpuMs)]);
  for (const [title, field] of [
    ['  peak memory', 'peakMb'],
    ['  written', 'written'],
  ]) {
    row([title, times(large[field] / small[field]), ...[small, large].map((run) => `${run[field].toFixed(0)} MB`)]);
  }
}
