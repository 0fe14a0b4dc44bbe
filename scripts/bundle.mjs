/**
 * Bundles the command line into packages/cli/dist: a small entry, and one file with all commands that it loads when one is asked for, with
 * every dependency inside, so that the published package installs nothing else.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
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

/** A script has no `import.meta`; what lies beside it is found all the same. It is wrapped here, in its first line, as `kept-code.ts` runs it. */
const scriptUrl = {
  define: { 'import.meta.url': 'scriptUrl' },
  banner: {
    js: "(function (module, exports, require) {const scriptUrl = require('node:url').pathToFileURL(require.resolve('./commands.cjs')).href;",
  },
  footer: { js: '})' },
};

/** The commands are a script, because of scripts V8 gives out what it compiled while they ran. What a command does not need is not run. */
async function bundle() {
  await build({ ...options, entryPoints: ['src/index.ts'], format: 'esm', splitting: true });
  const commands = { in: 'src/run-command.ts', out: 'commands' };
  // In a script, `import()` of one of Node's modules would find nobody to load it.
  const script = {
    ...scriptUrl,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    supported: { 'dynamic-import': false },
  };
  await build({ ...options, ...script, entryPoints: [commands] });
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

/**
 * The official CycloneDX schemas and their licence, as the package that brings them has them: `assay sbom validate` reads them from
 * beside itself.
 */
function copyBomSchemas() {
  const acquire = createRequire(new URL('../packages/acquire/package.json', import.meta.url));
  const library = dirname(acquire.resolve('@cyclonedx/cyclonedx-library/package.json'));
  const target = join(draft, 'cyclonedx');
  mkdirSync(target);
  for (const name of readdirSync(join(library, 'res/schema'))) {
    if (/\.(?:json|xsd)$/.test(name)) copyFileSync(join(library, 'res/schema', name), join(target, name));
  }
  for (const name of ['LICENSE', 'NOTICE']) copyFileSync(join(library, name), join(target, name));
}

try {
  await bundle();
  copyBomSchemas();
  await writeSchemas();
  moveIntoPlace();
} catch (error) {
  // What is wrong with the sources, esbuild has already shown.
  if (error.errors === undefined) throw error;
  process.exitCode = 1;
} finally {
  rmSync(draft, { recursive: true, force: true });
}
