import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mintNpmTree, startRegistryProcess, writeFiles } from '../../packages/testkit/dist/index.js';
import { findNpm, npmVersion } from '../interop/npm-audit.mjs';
import { assayAt, environment } from './contenders.mjs';
import { inFreshFolder } from './fresh-folder.mjs';
import { inTurns } from './in-turns.mjs';
import { measure, median } from './measure.mjs';
import { readTarballs } from './real-tarballs.mjs';
import { ms, row, times } from './table.mjs';

const most = 1200;
const peakGoal = 220;

/**
 * Every archive of a tree: `assay verify --depth artifacts` against the ways that others take, on the tarballs of the folder `tarballs`, or on
 * minted ones. Then the same run again: what the store saves.
 */
export async function compareArtifactPeers({ pairs, tarballs }) {
  const tree = tarballs === undefined ? mintNpmTree({ packages: most }) : readTarballs(tarballs, most);
  const kind = tarballs === undefined ? 'minted' : 'real';
  console.log(`${tree.packages.length} ${kind} tarballs, ${megabytes(tree.packages)} MB`);
  await using registry = await startRegistryProcess({ npm: tree.packages, log: false });
  await inFreshFolder(async (folder) => {
    const project = join(folder, 'project');
    await writeFiles(project, tree.project(registry.url).files);
    const world = { project, registry: registry.url, pairs };
    await comparePeers(world);
    await compareWarm(world);
  });
}

function megabytes(packages) {
  return (packages.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6).toFixed(1);
}

async function comparePeers({ pairs, ...place }) {
  const npm = findNpm();
  const peers = [
    { title: 'fetch, gunzip, tar-stream', goal: 2, run: reference('tar-stream') },
    ...(npm === null
      ? []
      : [
          {
            title: `pacote and node-tar of npm ${npmVersion(npm)}`,
            goal: 5,
            run: reference('pacote', { ASSAY_NPM: npm }),
          },
        ]),
  ];
  row(['artifacts, CPU', 'ratio', 'goal', 'assay', 'peer', 'assay, peak', 'goal']);
  for (const { title, goal, run } of peers) {
    const ours = assayAt('artifacts', ['--no-store']);
    const rounds = await inTurns({ ours: atHome(ours, place), peer: atHome(run, place) }, pairs);
    const middle = (name, key) => median(rounds.map((round) => round[name][key]));
    const less = median(rounds.map(({ ours, peer }) => peer.cpuMs / ours.cpuMs));
    const cpu = ['ours', 'peer'].map((name) => ms(middle(name, 'cpuMs')));
    const peak = `${middle('ours', 'peakMb').toFixed(0)} MB`;
    row([`  ${title}`, times(less), `≥ ${goal} ×`, ...cpu, peak, `≤ ${peakGoal} MB`]);
  }
}

function reference(name, more = {}) {
  const program = fileURLToPath(new URL(`reference-${name}.mjs`, import.meta.url));
  return ({ project, home, registry }) => ({
    args: [program, project, registry],
    env: { ...environment(home, registry), ...more },
    cwd: home,
  });
}

/** Each run in a home of its own. */
function atHome(contender, place) {
  return () => inFreshFolder((home) => measure(contender({ ...place, home })));
}

/** First with an empty store, then with what the first run left there. */
async function compareWarm({ pairs, ...place }) {
  // In the project, as its users are: a working folder that holds the state folder would have nothing remembered.
  const run = (world) => ({ ...assayAt('artifacts', [])(world), cwd: world.project });
  const rounds = [];
  for (let pair = 0; pair < pairs; pair++) {
    rounds.push(
      await inFreshFolder(async (home) => {
        const first = await measure(run({ ...place, home }));
        return { first, second: await measure(run({ ...place, home })) };
      }),
    );
  }
  const middle = (name) => ms(median(rounds.map((round) => round[name].cpuMs)));
  row(['second run, CPU', 'ratio', 'goal', 'second', 'first']);
  const ratio = median(rounds.map(({ first, second }) => second.cpuMs / first.cpuMs));
  row(['  with the archives in the store', times(ratio), '≤ 0.4 ×', middle('second'), middle('first')]);
}
