import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { cpuShares } from './cpu-shares.mjs';
import { median } from './measure.mjs';
import { bundleSets } from './sigstore-cases.mjs';
import { verifiers } from './sigstore-contenders.mjs';
import { ms, row, times } from './table.mjs';

const bundlesPerRound = 40;

/** Where a bundle's time goes, by what a frame of the profile belongs to; the first that fits counts. */
const kinds = {
  'garbage collector': (name) => name === '(garbage collector)',
  'signatures (node:crypto)': (name, url) => url.startsWith('node:internal/crypto/sig'),
  'importing keys (node:crypto)': (name, url) => url.startsWith('node:internal/crypto/keys'),
  hashes: (name, url) => url.startsWith('node:internal/crypto/hash'),
  'sigstore-js: ASN.1, certificates': (name, url) => /@sigstore\/core\/.*\/(?:asn1|x509|stream)/.test(url),
  'sigstore-js: the rest': (name, url) => url.includes('/@sigstore/'),
  'assay: JSON': (name, url) => url.includes('/documents/dist/'),
  'assay: own checks': (name, url) => url.includes('/signature/dist/'),
};

/**
 * What a Sigstore bundle costs: our adapter with trust material compiled once, sigstore-js with one Verifier, sigstore-js as
 * `sigstore.verify()` uses it (all anew for each bundle); two threads against one; and where the time goes.
 */
export async function compareSigstore({ pairs }) {
  row(['a Sigstore bundle, CPU', 'per second', 'assay', 'sigstore-js', 'per call', 'assay/js', 'per call/assay']);
  const sets = bundleSets();
  for (const set of sets) compareSet(set, pairs);
  await showShares(sets[0]);
  await compareThreads(sets[0], pairs);
}

function compareSet({ title, root, cases }, pairs) {
  const names = Object.keys(verifiers);
  const runs = Object.fromEntries(names.map((name) => [name, verifiers[name](root)]));
  for (const name of names) cpuOf(runs[name], cases);
  const rounds = Array.from({ length: pairs }, (_, round) => {
    const order = round % 2 === 0 ? names : names.toReversed();
    return Object.fromEntries(order.map((name) => [name, cpuOf(runs[name], cases)]));
  });
  const middle = (of) => median(rounds.map(of));
  const assay = middle((round) => round.assay);
  row([
    `  ${title}`,
    (1000 / assay).toFixed(0),
    ms(assay, 2),
    ms(
      middle(({ reused }) => reused),
      2,
    ),
    ms(
      middle(({ perCall }) => perCall),
      2,
    ),
    times(middle((round) => round.assay / round.reused)),
    times(middle((round) => round.perCall / round.assay)),
  ]);
}

/** Milliseconds of CPU for one bundle. */
function cpuOf(verify, cases) {
  const before = process.cpuUsage();
  for (let index = 0; index < bundlesPerRound; index++) verify(cases[index % cases.length]);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / bundlesPerRound;
}

async function showShares({ root, cases }) {
  const verify = verifiers.assay(root);
  const run = () => {
    for (let round = 0; round < 3; round++) for (const one of cases) verify(one);
  };
  run();
  const shares = await cpuShares(run, kinds);
  const texts = shares
    .filter(({ share }) => share >= 0.005)
    .map(({ kind, share }) => `${kind} ${(share * 100).toFixed(0)} %`);
  console.log(`  where it goes: ${texts.join(', ')}`);
}

async function compareThreads({ root, cases }, pairs) {
  const threads = await Promise.all([0, 1].map(() => startThread({ root, cases })));
  const bundles = 160;
  const rounds = [];
  for (let pair = 0; pair < pairs; pair++) {
    const one = () => wallOf([threads[0]], bundles);
    const two = () => wallOf(threads, bundles / 2);
    const order = pair % 2 === 0 ? [one, two] : [two, one];
    const [first, second] = [await order[0](), await order[1]()];
    rounds.push(pair % 2 === 0 ? first / second : second / first);
  }
  await Promise.all(threads.map((thread) => thread.terminate()));
  row(['  two threads / one, wall time', times(median(rounds)), 'goal ≥ 1.5 ×']);
}

async function startThread(workerData) {
  const thread = new Worker(new URL('sigstore-worker.mjs', import.meta.url), { workerData });
  await once(thread, 'message');
  return thread;
}

/** Milliseconds until all threads have verified so many bundles each. */
async function wallOf(threads, bundles) {
  const started = process.hrtime.bigint();
  const done = threads.map((thread) => once(thread, 'message'));
  for (const thread of threads) thread.postMessage(bundles);
  await Promise.all(done);
  return Number(process.hrtime.bigint() - started) / 1e6;
}
