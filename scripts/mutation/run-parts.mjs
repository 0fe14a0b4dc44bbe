import { cpSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { createVitest } from 'vitest/node';
import { partMutants } from './part-mutants.mjs';
import { withSandbox } from './sandbox.mjs';

const copied = ['packages', 'scripts', 'types', 'fixtures', 'package.json', 'vitest.config.ts', 'tsconfig.base.json'];
const left = new Set(['node_modules', 'dist', 'build']);

/**
 * Runs the package's tests on each mutant of `partMutants`, in a copy of the repository and in one vitest. Returns what Stryker
 * returns: `status`, `mutatorName`, `replacement`, `fileName`, `location`.
 */
export function runParts({ name, files }) {
  const root = process.cwd();
  return withSandbox(async (folder) => {
    const copy = join(folder, 'repository');
    copyRepository(root, copy);
    process.chdir(copy);
    try {
      const results = await runAll(name, files);
      return results.map((result) => ({ ...result, fileName: join(root, relative(copy, result.fileName)) }));
    } finally {
      process.chdir(root);
    }
  });
}

async function runAll(name, files) {
  const options = { config: 'scripts/mutation/vitest.config.mjs', watch: false, bail: 1 };
  const vitest = await createVitest('test', options);
  const results = [];
  for (const path of sourcesOf(name, files)) results.push(...(await runFile(vitest, join(process.cwd(), path))));
  await vitest.close();
  return results;
}

function sourcesOf(name, files) {
  return globSync(`packages/${name}/src/${files}`).filter((path) => !/\.test(?:-d)?\.ts$|\/testing\//.test(path));
}

/** The sources are copies; what is installed is linked. */
function copyRepository(root, sandbox) {
  mkdirSync(sandbox);
  for (const path of copied) {
    cpSync(join(root, path), join(sandbox, path), { recursive: true, filter: (from) => !left.has(basename(from)) });
  }
  for (const path of ['node_modules', ...globSync('packages/*/node_modules')]) {
    symlinkSync(join(root, path), join(sandbox, path));
  }
}

async function runFile(vitest, path) {
  const text = readFileSync(path, 'utf8');
  vitest.config.related = [path];
  const specifications = await vitest.getRelevantTestSpecifications();
  const isNear = ({ moduleId }) => dirname(moduleId) === dirname(path);
  // Whatever notices it, stands beside it most often.
  const stages = [specifications.filter(isNear), specifications.filter((one) => !isNear(one))];
  const results = [];
  for (const mutant of partMutants(path, text)) {
    writeFileSync(path, mutant.mutated);
    vitest.invalidateFile(path);
    results.push({ ...mutant, status: specifications.length === 0 ? 'NoCoverage' : await verdict(vitest, stages) });
  }
  writeFileSync(path, text);
  vitest.invalidateFile(path);
  return results;
}

async function verdict(vitest, stages) {
  for (const specifications of stages) {
    if (specifications.length === 0) continue;
    const { testModules } = await vitest.runTestSpecifications(specifications);
    if (!testModules.every((testModule) => testModule.ok())) return 'Killed';
  }
  return 'Survived';
}
