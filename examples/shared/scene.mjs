// What the runnable examples share: a folder of their own, an empty home, and a transcript of commands as a user sees them.
import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const assay = fileURLToPath(new URL('../../packages/cli/bin/assay.mjs', import.meta.url));

/** Opens a scene; `remove` it at the end. */
export async function openScene(name) {
  const folder = await mkdtemp(join(tmpdir(), `assay-${name}-`));
  const [home, bin] = [join(folder, 'home'), join(folder, 'bin')];
  await mkdir(home);
  await mkdir(bin);
  await writeFile(join(bin, 'assay'), `#!/bin/sh\nexec '${process.execPath}' '${assay}' "$@"\n`, { mode: 0o755 });
  const env = {
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: home,
    TMPDIR: folder,
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
  };
  return { folder, home, env, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Copies a folder of templates: `{{word}}` becomes the value of that name. */
export async function copyTemplates(from, to, values) {
  await cp(from, to, { recursive: true });
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replaceAll(/\{\{(\w+)\}\}/g, (_, word) => values[word]),
    );
  }
}

/**
 * Runs a command and prints it with what it prints. `told` are variables that are shown in front of it, `env` those that the reader
 * need not see. Throws when it ends with another exit code than expected.
 */
export async function show(words, { cwd, env, told = {}, expected = 0 }) {
  const variables = Object.entries(told).map(([name, value]) => `${name}=${value}`);
  console.log(`$ ${[...variables, ...words].join(' ')}`);
  const status = await run(words, { cwd, env: { ...env, ...told } });
  console.log();
  if (status !== expected) throw new Error(`${words.join(' ')} ended with ${status} instead of ${expected}`);
}

function run([program, ...args], { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => process.stdout.write(chunk));
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** True when a program can be started here. */
export function isHere(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** A key's PEM on one line, as policies take it. */
export function bareKey(pem) {
  return pem.replaceAll(/-----[^-]+-----|\s/g, '');
}

/** A day as policies write it, some days from now. */
export function dayFromNow(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** Says in the transcript what happens between two commands. */
export function say(text) {
  console.log(`# ${text}\n`);
}
