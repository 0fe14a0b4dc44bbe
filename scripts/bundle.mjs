/**
 * Bundles the command line into packages/cli/dist: a small entry, and one file with all commands that it loads when one is asked for, with
 * every dependency inside, so that the published package installs nothing else.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { directImports } from './bundle/direct-imports.mjs';

const cli = fileURLToPath(new URL('../packages/cli', import.meta.url));
const target = `${cli}/dist`;
const draft = `${cli}/dist.${process.pid}`;

/** What both files share. Names stay as they are written: stack traces are read. */
const options = {
  absWorkingDir: cli,
  outdir: draft,
  bundle: true,
  platform: 'node',
  target: 'node20',
  plugins: [directImports],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  logLevel: 'warning',
};

/** The commands are a script, because of scripts V8 gives out what it compiled while they ran. What a command does not need is not run. */
async function bundle() {
  await build({ ...options, entryPoints: ['src/index.ts'], format: 'esm', splitting: true });
  const commands = { in: 'src/run-command.ts', out: 'commands' };
  await build({ ...options, entryPoints: [commands], format: 'cjs', outExtension: { '.js': '.cjs' } });
}

/** Of two runs at once one wins; both have bundled the same sources. */
function moveIntoPlace() {
  rmSync(target, { recursive: true, force: true });
  try {
    renameSync(draft, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}

/** The published JSON Schemas, beside the program that reads and writes what they describe. */
async function writeSchemas() {
  const { licenseProfileJsonSchema, policySchema } = await import('../packages/verifier/dist/index.js');
  const { attestationJsonSchema, reportJsonSchema } = await import('../packages/report/dist/index.js');
  const schemas = {
    'policy-v1.json': policySchema(),
    'license-profile-v1.json': licenseProfileJsonSchema(),
    'report-v1.json': reportJsonSchema(),
    'attestation-v1.json': attestationJsonSchema(),
  };
  mkdirSync(join(draft, 'schemas'));
  for (const [name, schema] of Object.entries(schemas)) {
    writeFileSync(join(draft, 'schemas', name), `${JSON.stringify(schema, null, 2)}\n`);
  }
}

try {
  await bundle();
  await writeSchemas();
  moveIntoPlace();
} catch (error) {
  // What is wrong with the sources, esbuild has already shown.
  if (error.errors === undefined) throw error;
  process.exitCode = 1;
} finally {
  rmSync(draft, { recursive: true, force: true });
}
