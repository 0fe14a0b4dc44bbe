// A Kubernetes admission hook around the library: AdmissionReview in, allowed or not out. Whatever goes wrong, nothing is allowed.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decideGate } from '@assay/verifier';

const version = 'admission.k8s.io/v1';
const digested = /^([^\s@]+)@sha256:([0-9a-f]{64})$/;

/**
 * A handler for `node:http`. `summaries` is a folder with files named by the image's digest (`HEX.jsonl`, `HEX.cdx.json`); `policy` and
 * `denied` are files of the cluster's own, never of who deploys.
 */
export function admissionHandler({
  policy,
  summaries,
  denied,
  trustedRoot,
  timeoutMs = 5000,
  maxBytes = 3 * 1024 * 1024,
}) {
  const decide = (images) => judge(images, { policy, summaries, denied, trustedRoot });
  return async (request, response) => {
    try {
      const deadline = failAfter(timeoutMs);
      try {
        const review = await Promise.race([readReview(request, maxBytes), deadline.failed]);
        const answer = await Promise.race([answerOf(review, decide), deadline.failed]);
        send(response, 200, reviewOf(review.uid, answer));
      } finally {
        deadline.clear();
      }
    } catch (error) {
      // Not 200: Kubernetes refuses too, with `failurePolicy: Fail`.
      send(response, error.status ?? 500, { message: `not admitted: ${error.message}` });
    }
  };
}

async function answerOf({ object }, decide) {
  try {
    const images = imagesOf(object);
    const loose = images.filter((image) => !digested.test(image));
    if (images.length === 0) return refusal('there is no container in it that could be judged');
    if (loose.length > 0) return refusal(`name images by digest (NAME@sha256:HEX): ${loose.join(', ')}`);
    return await decide([...new Set(images)]);
  } catch (error) {
    return refusal(`the gate could not decide: ${error.message}`);
  }
}

async function judge(images, { policy, summaries, denied, trustedRoot }) {
  const there = new Set(await readdir(summaries));
  const files = (ending) =>
    images
      .map((image) => `${digested.exec(image)[2]}${ending}`)
      .filter((name) => there.has(name))
      .map((name) => join(summaries, name));
  const known = files('.jsonl');
  if (known.length === 0) return refusal(`there is no summary of ${images.join(', ')}`);
  const { exitCode, artifacts } = await decideGate({
    artifacts: images,
    policy: { file: policy },
    summaries: known,
    sboms: files('.cdx.json'),
    ...(denied === undefined ? {} : { denied }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    offline: true,
  });
  if (exitCode === 0) return { allowed: true };
  return refusal(artifacts.flatMap(reasonsOf).join(' '));
}

function reasonsOf({ name, conditions }) {
  const open = conditions.filter(
    ({ outcome, code }) => outcome !== 'proven' && outcome !== 'not-applicable' && code !== 'not-reached',
  );
  return open.map(({ text, code, detail }) => `${name}: ${text} ${detail} (${code})`);
}

function refusal(message) {
  return { allowed: false, status: { code: 403, message: printable(message).slice(0, 2000) } };
}

/** Names and details are an attacker's, and end up on terminals. */
function printable(text) {
  return text.replaceAll(/[^\x20-\x7e]/g, (char) => `\\u{${char.codePointAt(0).toString(16)}}`);
}

/** Images of a pod, or of the template of whatever makes pods. */
function imagesOf(object) {
  const spec = object?.spec?.jobTemplate?.spec?.template?.spec ?? object?.spec?.template?.spec ?? object?.spec ?? {};
  const lists = [spec.initContainers, spec.containers, spec.ephemeralContainers].filter((list) => list !== undefined);
  return lists.flat().map((container) => String(container?.image));
}

function reviewOf(uid, answer) {
  return { apiVersion: version, kind: 'AdmissionReview', response: { uid, ...answer } };
}

async function readReview(request, maxBytes) {
  if (request.method !== 'POST') throw failure(405, 'expected a POST');
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBytes) throw failure(413, `the review has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  const review = parse(Buffer.concat(chunks));
  const { apiVersion, kind, request: asked } = review ?? {};
  const isReview = apiVersion === version && kind === 'AdmissionReview' && typeof asked?.uid === 'string';
  if (!isReview) throw failure(400, `expected an AdmissionReview of ${version}`);
  return asked;
}

function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw failure(400, 'the review is no JSON');
  }
}

function failure(status, message) {
  return Object.assign(new Error(message), { status });
}

function failAfter(ms) {
  let timer;
  const failed = new Promise((_, reject) => {
    timer = setTimeout(() => reject(failure(504, `no decision within ${ms} ms`)), ms);
  });
  failed.catch(() => undefined);
  return { failed, clear: () => clearTimeout(timer) };
}

function send(response, status, body) {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(`${JSON.stringify(body)}\n`);
}
