/**
 * Packs every public package as it would be published and lets publint and "are the types wrong" judge the tarballs.
 * `pnpm pack` and not npm's, because only it turns `workspace:*` into versions.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packages } from './layers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bootstrap = join(root, 'scripts', 'bootstrap.mjs');
const unwanted = /(?:\.test\.|\.test-d\.|\.tsbuildinfo$|\.d\.ts\.map$|\/src\/)/u;

function exec(...args) {
  return spawnSync(process.execPath, [bootstrap, 'exec', ...args], { cwd: root, encoding: 'utf8' });
}

function pack(name, folder) {
  const packed = exec('pnpm', '--dir', join(root, 'packages', name), 'pack', '--pack-destination', folder, '--json');
  if (packed.status !== 0) throw new Error(`pnpm pack ${name}: ${packed.stdout}${packed.stderr}`);
  return JSON.parse(packed.stdout);
}

function problemsOf(name, folder) {
  const { filename, files } = pack(name, folder);
  const stray = files.map(({ path }) => path).filter((path) => unwanted.test(path));
  const problems = stray.map((path) => `${name}: ${path} is not for publishing`);
  const judges = [['publint', '--strict', filename]];
  if (!packages[name].bundled) judges.push(['attw', '--profile', 'esm-only', '--no-emoji', filename]);
  for (const [program, ...args] of judges) {
    const result = exec(program, ...args);
    if (result.status !== 0) problems.push(`${name}: ${program}\n${result.stdout}${result.stderr}`);
  }
  return problems;
}

const folder = mkdtempSync(join(tmpdir(), 'assay-packed-'));
try {
  const published = Object.keys(packages).filter((name) => !packages[name].testing);
  const problems = published.flatMap((name) => problemsOf(name, folder));
  for (const problem of problems) console.error(problem);
  console.log(`packages: ${published.length} packed, ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
