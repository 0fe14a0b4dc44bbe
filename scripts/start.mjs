/**
 * What Assay does, within a minute: verifies this repository's own lockfile against the registry it was just installed from,
 * then shows a tampered lockfile failing. Without a network it replays the first run and says so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const assay = join(root, 'packages/cli/bin/assay.mjs');
const folder = join(root, 'node_modules/.cache/assay-start');
mkdirSync(folder, { recursive: true });

const say = (text) => process.stdout.write(`${text}\n`);
const color = process.stdout.isTTY && process.env.NO_COLOR === undefined ? { FORCE_COLOR: '1' } : {};

/** Runs the command line in this repository; its progress is shown, its summary is kept. */
function run(args) {
  const env = { ...process.env, ...color };
  const { status, stdout } = spawnSync(process.execPath, [assay, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 ** 2,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { exitCode: status ?? 70, text: stdout };
}

/** True when no registry could be reached at all. */
function isOffline(reportFile) {
  const { report } = JSON.parse(readFileSync(reportFile, 'utf8'));
  const asked = report.findings.filter((finding) => finding.check === 'registry-digest');
  const noNetwork = new Set(['dns-failure', 'connect-failure', 'timeout', 'not-applicable', 'directory', 'builtin']);
  return asked.some(({ code }) => code.endsWith('-failure')) && asked.every(({ code }) => noNetwork.has(code));
}

/** Verifies live and records; offline it replays what an earlier run recorded. */
function show({ name, paths, expected }) {
  const evidence = join(folder, `${name}.evidence.tar`);
  const report = join(folder, `${name}.json`);
  say(`\n$ assay verify ${paths.join(' ')}\n`);
  rmSync(report, { force: true });
  const live = run(['verify', ...paths, '--record', `${evidence}.new`, '--format', 'json', '--output', report]);
  if (live.exitCode === 3 && existsSync(evidence) && isOffline(report)) {
    rmSync(`${evidence}.new`, { force: true });
    say('The registry cannot be reached, so this is an earlier run again, replayed from the evidence it recorded:\n');
    return finish(run(['verify', '--replay', evidence]), expected);
  }
  keepGood(`${evidence}.new`, evidence, live.exitCode === expected);
  return finish(live, expected);
}

/** Evidence of the last run that went as it should. */
function keepGood(fresh, kept, isGood) {
  if (isGood) renameSync(fresh, kept);
  else rmSync(fresh, { force: true });
}

function finish({ exitCode, text }, expected) {
  process.stdout.write(text);
  return exitCode === expected;
}

say('Assay verifies every package that this repository locks, against the registry it was just installed from.');
const ownIsFine = show({ name: 'own', paths: ['pnpm-lock.yaml'], expected: 0 });
say('\nAnd this is a lockfile in which somebody replaced the digest of one package (examples/tampered):');
const tamperedIsCaught = show({ name: 'tampered', paths: ['examples/tampered'], expected: 1 });
say(
  ownIsFine && tamperedIsCaught
    ? '\nThe first passed, the second was refused (exit codes 0 and 1), as it should be. Your own project: README.md.'
    : '\nThat is not what should have happened: see the reasons above.',
);
process.exitCode = ownIsFine && tamperedIsCaught ? 0 : 1;
