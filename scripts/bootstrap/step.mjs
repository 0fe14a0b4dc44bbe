import { spawnSync } from 'node:child_process';

/** A step that failed: what was tried, why it failed, and what to do about it. */
export class StepError extends Error {
  constructor(step, reason, hint) {
    super(`${step} failed: ${reason}`);
    this.name = 'StepError';
    this.hint = hint;
  }
}

export function say(line) {
  process.stderr.write(`assay: ${line}\n`);
}

/**
 * Runs one command that must succeed before the next. Its output is held back and shown only when it fails, so that
 * what the user asked for is what the user sees.
 */
export function quietStep(step, [program, ...args], { hint, ...options }) {
  const started = Date.now();
  if (process.stderr.isTTY) process.stderr.write(`assay: ${step} …\r`);
  const result = spawnSync(program, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    throw new StepError(step, reasonOf(result), hint);
  }
  say(`${step} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

/** Runs the command the user is here for, with its own input and output, and returns its exit code. */
export function openStep(step, [program, ...args], options) {
  const result = spawnSync(program, args, { ...options, stdio: 'inherit' });
  if (result.status === null) throw new StepError(step, reasonOf(result), 'Run it once more.');
  return result.status;
}

function reasonOf(result) {
  if (result.error !== undefined) return `it could not be run (${result.error.message})`;
  if (result.signal !== null) return `it was ended by ${result.signal}`;
  return `it ended with exit code ${String(result.status)}`;
}
