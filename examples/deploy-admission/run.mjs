// A cluster that admits gated images alone: node examples/deploy-admission/run.mjs
import { createServer, request } from 'node:http';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startRegistry } from '../../packages/testkit/dist/index.js';
import { openScene, say, show } from '../shared/scene.mjs';
import { dependency, layOutShop, publishDenied } from '../shared/shop.mjs';
import { admissionHandler } from './hook.mjs';

const scene = await openScene('deploy-admission');
const registry = await startRegistry({ npm: [dependency] });
const work = join(scene.folder, 'work');
const run = (words, expected = 0) => show(words, { cwd: work, env: scene.env, expected });
const digest = 'ab'.repeat(32);
const image = `images.acme.example/shop@sha256:${digest}`;

try {
  const { trust } = await layOutShop(scene, registry, '[embedded, provenance, asserted]');
  const summaries = join(work, 'summaries');
  await mkdir(summaries);
  await publishDenied({ trust, run }, 1, []);
  say('The build knows its image by digest alone: the link to the lockfile is asserted, and the policy says so.');
  await run([
    ...[
      'assay',
      'verify',
      'shop',
      '--policy',
      'trust/assay.yaml',
      '--no-store',
      '--quiet',
      '--sbom',
      `summaries/${digest}.cdx.json`,
    ],
    ...['--attest', image, '--summary', `summaries/${digest}.jsonl`, '--sign-key', 'trust/build.pem'],
  ]);
  const options = { policy: join(trust, 'assay.yaml'), summaries, denied: join(trust, 'denied.json') };
  await withHook(options, async (url) => {
    await review('a pod of that image', url, pod(image));
    await review('a deployment of it', url, { spec: { template: pod(image) } });
    await review('a pod by tag', url, pod('images.acme.example/shop:latest'));
    await review(
      'a pod with another image beside it',
      url,
      pod(image, `images.acme.example/miner@sha256:${'0'.repeat(64)}`),
    );
    await review('a pod without containers', url, { spec: {} });
    await post('what is no review', url, 'hello');
    await post('a review of 4 MB', url, JSON.stringify({ padding: 'x'.repeat(4_000_000) }));
  });
  say('Somebody puts the summary of another image under its digest.');
  const other = 'cd'.repeat(32);
  await cp(join(summaries, `${digest}.jsonl`), join(summaries, `${other}.jsonl`));
  await withHook(options, (url) =>
    review('a pod of the other image', url, pod(`images.acme.example/shop@sha256:${other}`)),
  );
  say('The policy cannot be read; the gate takes too long.');
  await withHook({ ...options, policy: join(trust, 'none.yaml') }, (url) => review('a pod', url, pod(image)));
  await withHook({ ...options, timeoutMs: 0 }, (url) => review('a pod', url, pod(image)));
  await withHook({ ...options, timeoutMs: 100 }, (url) =>
    post('a review that never ends', url, '{"apiVersion":', false),
  );
  say('What the image depends on turns out to be malware.');
  await publishDenied({ trust, run }, 2, ['pkg:npm/left-pad@1.3.0']);
  await withHook(options, (url) => review('a pod', url, pod(image)));
} finally {
  await registry.close();
  await scene.remove();
}

function pod(...images) {
  return { spec: { containers: images.map((each, index) => ({ name: `c${index}`, image: each })) } };
}

async function withHook(options, act) {
  const server = createServer(admissionHandler(options));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await act(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function review(what, url, object) {
  const asked = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request: { uid: 'u-1', object } };
  return post(what, url, JSON.stringify(asked));
}

/** Prints what the API server gets. */
async function post(what, url, body, ends = true) {
  const { status, text } = await send(url, body, ends);
  console.log(`# ${what}: ${status}`);
  const { response, message } = JSON.parse(text);
  console.log(response === undefined ? message : response.allowed ? 'allowed' : `denied: ${response.status.message}`);
  console.log();
}

function send(url, body, ends) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST' }, (reply) => {
      const chunks = [];
      reply.on('data', (chunk) => chunks.push(chunk));
      reply.on('end', () => resolve({ status: reply.statusCode, text: Buffer.concat(chunks).toString() }));
    });
    // The server answers before it has read all of what is too large.
    sent.on('error', (error) => (sent.res === undefined || sent.res === null ? reject(error) : undefined));
    if (ends) sent.end(body);
    else sent.write(body);
  });
}
