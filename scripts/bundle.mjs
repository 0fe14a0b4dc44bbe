/**
 * Bundles the command line into packages/cli/dist: a small entry and chunks that load when a command needs them, with
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

/** Bundled CommonJS (undici among it) calls `require` for Node's own modules; an ES module has none. */
const requireForCommonJs =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

function bundle() {
  return build({
    absWorkingDir: cli,
    entryPoints: ['src/index.ts'],
    outdir: draft,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: requireForCommonJs },
    plugins: [directImports],
    legalComments: 'linked',
    logLevel: 'warning',
  });
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
