import { spawnSync } from 'node:child_process';

/**
 * Runs any program, with all that it starts, to its end: CPU (user + system, ms) as the shell's `times` tells it (POSIX.1, XCU 2.15). What
 * it prints is dropped. Throws where it ends with another code than `expected`.
 */
export function usedCpu({ program = process.execPath, args, cwd, env, expected = 0 }) {
  const script = '"$@" >/dev/null; code=$?; times; exit $code';
  const options = { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 26 };
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', script, 'sh', program, ...args], options);
  if (status !== expected)
    throw new Error(`${program} ${args.join(' ')} ended with ${status}\n${stderr.slice(0, 2000)}`);
  const [user, system] = stdout.trim().split('\n').at(-1).split(/\s+/).map(milliseconds);
  return user + system;
}

/** `0m1.230s` */
function milliseconds(text) {
  const [, minutes, seconds] = /^(\d+)m([\d.]+)s$/.exec(text);
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
}
