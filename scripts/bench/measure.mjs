import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const probe = fileURLToPath(new URL('usage-probe.mjs', import.meta.url));

/**
 * Runs a Node program to its end in a fresh process, on this Node unless another is named: CPU (user + system) and wall time in
 * ms, peak memory in MB.
 */
export function measure({ args, env, cwd, node = process.execPath }) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(node, ['--import', probe, ...args], {
      env,
      cwd,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const texts = child.stdio.slice(1).map(collect);
    child.once('error', reject);
    child.once('close', (status) => {
      const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
      const [stdout, stderr, usage] = texts.map((chunks) => chunks.join(''));
      if (status !== 0) reject(new Error(`${args.join(' ')} ended with ${status}\n${stdout}\n${stderr}`));
      else resolve({ wallMs, stdout, ...JSON.parse(usage) });
    });
  });
}

function collect(stream) {
  const chunks = [];
  stream.setEncoding('utf8').on('data', (chunk) => chunks.push(chunk));
  return chunks;
}

/** The middle of a list of numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
