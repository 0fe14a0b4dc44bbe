import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks } from '../../packages/checks/dist/index.js';
import { startRegistryProcess, writeFiles } from '../../packages/testkit/dist/index.js';
import { auditCommand, findNpm, installedFiles, npmVersion } from '../interop/npm-audit.mjs';
import { assay, signatureContender } from './contenders.mjs';
import { inFreshFolder } from './fresh-folder.mjs';
import { inTurns } from './in-turns.mjs';
import { measure, median } from './measure.mjs';
import { mintSignedTree } from './signed-tree.mjs';
import { ms, row, times } from './table.mjs';

/** What is compared: how many packages, which registry, and how much less than npm it shall be. */
const runs = [
  { packages: 90, goal: 3, of: 'cpuMs' },
  { packages: 450, goal: 8, of: 'cpuMs' },
  { packages: 1300, goal: 12, of: 'cpuMs' },
  { packages: 1300, goal: 6, of: 'cpuMs', attestedEvery: 7 },
  { packages: 1300, goal: 7, of: 'wallMs', latencyMs: 30 },
];

const titleOf = ({ packages, of, attestedEvery, latencyMs }) =>
  [
    `${packages} packages, ${of === 'cpuMs' ? 'CPU' : 'wall'}`,
    ...(attestedEvery === undefined ? [] : [`1 in ${attestedEvery} attested`]),
    ...(latencyMs === undefined ? [] : [`${latencyMs} ms latency`]),
  ].join(', ');

/** The Node that npm runs on when its user calls it: the one the bootstrap was started with. */
const ownNode = process.env.ASSAY_OWN_NODE ?? process.execPath;

/**
 * Registry signatures of a tree: `assay verify` against `npm audit signatures` on the same loopback registry, each in a fresh
 * process with an empty home, in turns that alternate which goes first. Prints how many times less Assay takes.
 */
export async function compareSignatures({ pairs }) {
  const npm = findNpm();
  if (npm === null) {
    console.log('registry signatures: skipped, there is no npm here');
    return;
  }
  const same = ownNode === process.execPath ? [] : ['same Node', 'npm'];
  row([`signatures: npm ${npmVersion(npm)} on ${nodeVersion()} / assay`, 'ratio', 'goal', 'assay', 'npm', ...same]);
  for (const attestedEvery of [undefined, 7]) {
    const port = await freePort();
    const tree = mintSignedTree({ packages: 1300, attestedEvery, registry: `http://127.0.0.1:${port}` });
    showTraffic(tree);
    for (const run of runs.filter((one) => one.attestedEvery === attestedEvery)) {
      await withRegistry({ ...tree, port }, run, (place) => comparePairs({ run, npm, place, pairs }));
    }
  }
}

/** The registry's own name stands in what it attests, so it must be known before. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function nodeVersion() {
  return spawnSync(ownNode, ['--version'], { encoding: 'utf8' }).stdout.trim();
}

/** A registry process and an installed project for one run. */
async function withRegistry(tree, { packages, latencyMs = 0, attestedEvery }, use) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const registry = await startRegistryProcess({
    npm: tree.packages,
    npmKeys: tree.npmKeys,
    port: tree.port,
    latencyMs,
    log: false,
  });
  try {
    const project = join(folder, 'project');
    await writeFiles(project, installedFiles(tree.project(registry.url, packages)));
    const files = Object.fromEntries(['trustedRoot', 'policy', 'trust'].map((name) => [name, join(folder, name)]));
    writeFileSync(files.trustedRoot, JSON.stringify(tree.trustedRoot));
    writeFileSync(files.policy, policyText(registry.url, { ...tree, attestedEvery }));
    importRoot(files);
    await use({ project, registry: registry.url, ...files });
  } finally {
    await registry.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Tells Assay to trust the minted Sigstore instance, as a user would. */
function importRoot({ trustedRoot, trust }) {
  const env = { ...process.env, ASSAY_TRUST: trust };
  const { status, stderr } = spawnSync(process.execPath, [assay, 'trust', 'import', trustedRoot], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the trusted root was not imported: ${stderr}`);
}

/**
 * The registry's keys, and nothing asked but where packages come from and who signed them: what npm asks. Attestations are verified
 * where there are some, as npm does.
 */
function policyText(registry, { npmKeys, attestedEvery }) {
  const keys = npmKeys.keys.map(({ keyid, key }) => `      - { id: '${keyid}', key: '${key}' }`);
  const wanted = { source: 'require', 'registry-signature': 'require', ...(attestedEvery && { provenance: 'prefer' }) };
  const asked = checks.map(({ id }) => `      ${id}: ${wanted[id] ?? 'ignore'}`);
  return [
    'version: 1',
    'registries:',
    `  - ecosystem: npm`,
    `    url: ${registry}`,
    '    insecure: true',
    '    keys:',
    ...keys,
    'rules:',
    '  - checks:',
    ...asked,
    '',
  ].join('\n');
}

async function comparePairs({ run, npm, place, pairs }) {
  const audit = (node) => (home) => ({ ...auditCommand({ ...place, npm, home }), cwd: place.project, node });
  const contenders = {
    assay: (home) => signatureContender({ ...place, home }),
    npm: audit(ownNode),
    ...(ownNode === process.execPath ? {} : { npmHere: audit(process.execPath) }),
  };
  const runs = Object.entries(contenders).map(([name, contender]) => [
    name,
    () => inFreshFolder((home) => measure(contender(home))),
  ]);
  show(run, await inTurns(Object.fromEntries(runs), pairs));
}

function show({ goal, of, ...run }, rounds) {
  const middle = (name) => median(rounds.map((round) => round[name][of]));
  const less = (name) => times(median(rounds.map((round) => round[name][of] / round.assay[of])));
  const here = rounds[0].npmHere === undefined ? ['', ''] : [less('npmHere'), ms(middle('npmHere'))];
  row([`  ${titleOf({ of, ...run })}`, less('npm'), `≥ ${goal} ×`, ms(middle('assay')), ms(middle('npm')), ...here]);
}

/** How much a client moves that asks for whole package documents, and one that asks for one version's manifest. */
function showTraffic({ packages }) {
  const size = ({ manifest, dist }) => JSON.stringify({ ...manifest, dist }).length;
  const total = (list) => list.reduce((sum, minted) => sum + size(minted), 0) / 1e6;
  const whole = total(packages);
  const single = total(packages.filter(({ name }, index) => packages[index + 1]?.name !== name));
  console.log(
    `  package documents ${whole.toFixed(1)} MB, manifests ${single.toFixed(1)} MB (${times(whole / single)})`,
  );
}
