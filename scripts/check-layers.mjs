/**
 * Fails when the table of layers, the package manifests, the tsconfig references and what the files really import say
 * different things, and when files import each other in a circle.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { findCycles } from './import-cycles.mjs';
import { packages, scope } from './layers.mjs';
import { builtTestProblems, layerProblems, manifestProblems, referenceProblems } from './layer-problems.mjs';
import { importedFile, importsOf, isTestFile, sourceFiles } from './source-files.mjs';
import { packageNameOf } from './lint/allowed-imports.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const json = (path) => JSON.parse(readFileSync(`${root}${path}`, 'utf8'));

function folderProblems() {
  const folders = readdirSync(`${root}packages`);
  const unknown = folders.filter((name) => packages[name] === undefined);
  const missing = Object.keys(packages).filter((name) => !folders.includes(name));
  return [
    ...unknown.map((name) => `packages/${name} is not in scripts/layers.mjs`),
    ...missing.map((name) => `${name} is in scripts/layers.mjs but packages/${name} does not exist`),
  ];
}

/** Every import of a package must be declared in the manifest next to it; ESLint says whether it is allowed at all. */
function undeclaredImports(name, manifest) {
  const atRun = { ...manifest.dependencies, ...(packages[name].bundled ? manifest.devDependencies : {}) };
  const inTests = { ...atRun, ...manifest.devDependencies };
  const { devDependencies: shared } = json('package.json');
  const files = ['src', 'e2e', 'bench'].flatMap((folder) => sourceFiles(`${root}packages/${name}/${folder}`));
  return files.flatMap((file) => {
    const declared = isTestFile(file) ? { ...inTests, ...shared, [scope + name]: '' } : atRun;
    return importsOf(file)
      .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .map(packageNameOf)
      .filter((wanted) => !Object.hasOwn(declared, wanted))
      .map(
        (wanted) => `${relative(root, file)} imports ${wanted}, which packages/${name}/package.json does not declare`,
      );
  });
}

function testKitUsers(name) {
  const folder = `${root}packages/${name}`;
  return sourceFiles(`${folder}/src`)
    .filter((file) => importsOf(file).some((specifier) => packageNameOf(specifier) === `${scope}testkit`))
    .map((file) => relative(folder, file));
}

function cycleProblems(name) {
  const files = sourceFiles(`${root}packages/${name}/src`);
  const graph = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => importedFile(file, specifier)),
    ]),
  );
  return findCycles(graph).map((cycle) => `cycle: ${cycle.map((file) => relative(root, file)).join(' → ')}`);
}

function packageProblems(name) {
  const manifest = json(`packages/${name}/package.json`);
  return [
    ...layerProblems(name),
    ...manifestProblems(name, manifest),
    ...referenceProblems(name, json(`packages/${name}/tsconfig.json`)),
    ...builtTestProblems(name, json(`packages/${name}/tsconfig.json`), testKitUsers(name)),
    ...undeclaredImports(name, manifest),
    ...cycleProblems(name),
  ];
}

const problems = [...folderProblems()];
const built = json('tsconfig.json').references.map(({ path }) => path.replace('packages/', ''));
for (const name of Object.keys(packages)) {
  if (!built.includes(name)) problems.push(`tsconfig.json does not reference packages/${name}`);
  problems.push(...packageProblems(name));
}
for (const problem of problems) console.error(problem);
console.log(`layers: ${Object.keys(packages).length} packages, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
