/** Runs the registries' own clients. */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';

/** What the program printed and how it ended; never rejects, so that one failing tree does not end the run. */
export function run(program, words, { cwd, env = {}, timeout = 900_000 }) {
  return new Promise((done) => {
    const child = spawn(program, words, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout,
    });
    const output = [];
    const errors = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => errors.push(chunk));
    child.on('error', (error) => done({ ok: false, output: '', errors: String(error) }));
    child.on('close', (status) =>
      done({ ok: status === 0, output: Buffer.concat(output).toString(), errors: Buffer.concat(errors).toString() }),
    );
  });
}

/** The few lines of a client's complaint that say what is wrong. */
export function complaintOf({ errors, output }) {
  const lines = `${errors}\n${output}`.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /err|could not|cannot|fail/i.test(line)).slice(0, 3);
  return (telling.length > 0 ? telling : lines.slice(-3)).join(' | ').slice(0, 500) || 'no reason given';
}
