/** Runs the command line on the lockfile of one tree, against the mirror, as someone who has configured that registry. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { run } from './client.mjs';

const assay = fileURLToPath(new URL('../../packages/cli/bin/assay.mjs', import.meta.url));
const usage = new URL('usage.mjs', import.meta.url).href;

/** What the lockfile was made from: Assay compares the two. */
const manifests = { 'package-lock.json': 'package.json', 'Gemfile.lock': 'Gemfile' };

/** `{ report, seconds, cpu, mebibytes }`, or `{ problem }`. */
export async function verifyTree({ lockfile, folder, remote, mirrored, port }) {
  const project = join(folder, 'verified');
  const home = join(folder, 'home');
  for (const dir of [project, home]) mkdirSync(dir, { recursive: true });
  for (const file of [lockfile, manifests[lockfile]]) {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(project, file), text.replaceAll(remote, mirrored));
  }
  writeFileSync(join(home, '.npmrc'), `registry=http://127.0.0.1:${port}/npm/\n`);
  writeFileSync(join(home, '.gemrc'), `:sources:\n- http://127.0.0.1:${port}/gems/\n`);

  const began = performance.now();
  const result = await run(
    process.execPath,
    [
      '--import',
      usage,
      assay,
      'verify',
      '.',
      '--depth',
      'artifacts',
      '--no-store',
      '--quiet',
      '--format',
      'json',
      '--output',
      '../report.json',
    ],
    { cwd: project, env: { ...environment(home), ASSAY_CORPUS_USAGE: join(folder, 'usage.json') } },
  );
  const seconds = (performance.now() - began) / 1000;
  try {
    const { report } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    const { mebibytes, seconds: cpu } = JSON.parse(readFileSync(join(folder, 'usage.json'), 'utf8'));
    return { report, seconds, cpu, mebibytes };
  } catch {
    return { problem: result.errors.slice(0, 2000) || 'no report' };
  }
}

/** Nothing of the user's own clients, proxies included: all is on loopback. */
function environment(home) {
  const own = Object.keys(process.env).filter((name) =>
    /^(?:npm_config_|pnpm_|bundle|gem|https?_proxy|all_proxy)/i.test(name),
  );
  return {
    ...Object.fromEntries(own.map((name) => [name, undefined])),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
  };
}
