/**
 * Builds the Action's bundle here and from a copy of the sources in another folder, and compares them byte for byte: what lies on a tag can
 * be made again by anybody, from its commit alone.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const maxBytes = 2_500_000;

function run(folder, ...command) {
  const result = spawnSync(command[0], command.slice(1), { cwd: folder, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${command.join(' ')}: ${result.stdout}${result.stderr}`);
  return result.stdout;
}

/** What git knows, and what it would take in: no dependency, nothing that was built. */
function copySources(folder) {
  const names = run(root, 'git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
  for (const name of new Set(names)) {
    if (name === '') continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(join(root, name), join(folder, name), { force: true });
  }
}

function build(folder) {
  const exec = (...args) => run(folder, process.execPath, 'scripts/bootstrap.mjs', 'exec', ...args);
  exec('pnpm', 'install', '--frozen-lockfile', '--prefer-offline');
  exec('tsc', '-b', 'packages/action');
  exec('node', 'scripts/bundle-action.mjs');
  const dist = join(folder, 'packages/action/dist');
  return new Map(readdirSync(dist).map((name) => [name, readFileSync(join(dist, name))]));
}

const sha256 = (bytes) => (bytes === undefined ? 'missing' : createHash('sha256').update(bytes).digest('hex'));

const place = mkdtempSync(join(tmpdir(), 'assay-action-'));
try {
  const copy = join(place, 'another/folder/with a space');
  mkdirSync(copy, { recursive: true });
  copySources(copy);
  const [here, there] = [build(root), build(copy)];
  const differing = [...new Set([...here.keys(), ...there.keys()])].filter(
    (name) => sha256(here.get(name)) !== sha256(there.get(name)),
  );
  for (const name of differing)
    console.error(`${name}: ${sha256(here.get(name))} here, ${sha256(there.get(name))} there`);
  const size = here.get('index.cjs')?.length ?? Number.POSITIVE_INFINITY;
  if (size > maxBytes) console.error(`index.cjs has ${size} bytes, more than ${maxBytes}`);
  console.log(`action bundle: ${size} bytes, sha256 ${sha256(here.get('index.cjs'))}`);
  process.exitCode = differing.length === 0 && size <= maxBytes ? 0 : 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}
