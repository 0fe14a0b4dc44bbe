/** A thread that verifies a set of bundles, so many times over, whenever it is told to. */
import { parentPort, workerData } from 'node:worker_threads';
import { verifiers } from './sigstore-contenders.mjs';

const { root, cases } = workerData;
const verify = verifiers.assay(root);
for (const one of cases) verify(one);
parentPort.on('message', (bundles) => {
  for (let index = 0; index < bundles; index++) verify(cases[index % cases.length]);
  parentPort.postMessage('done');
});
parentPort.postMessage('ready');
