import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { createVitest } from 'vitest/node';
import { partMutants } from './part-mutants.mjs';

const copied = ['packages', 'scripts', 'types', 'fixtures', 'package.json', 'vitest.config.ts', 'tsconfig.base.json'];
const left = new Set(['node_modules', 'dist', 'build']);

/**
 * Runs the package's tests on each mutant of `partMutants`, in a copy of the repository and in one vitest. Returns what Stryker
 * returns: `status`, `mutatorName`, `replacement`, `fileName`, `location`.
 */
export async function runParts({ name, files }) {
  const root = process.cwd();
  const sandbox = mkdtempSync(join(tmpdir(), 'assay-mutation-'));
  try {
    copyRepository(root, sandbox);
    process.chdir(sandbox);
    process.env.ASSAY_MUTATED = name;
    const vitest = await createVitest('test', { config: 'scripts/mutation/vitest.config.mjs', watch: false, bail: 1 });
    const results = [];
    for (const path of sourcesOf(name, files)) {
      for (const result of await runFile(vitest, join(sandbox, path))) {
        results.push({ ...result, fileName: join(root, relative(sandbox, result.fileName)) });
      }
    }
    await vitest.close();
    return results;
  } finally {
    process.chdir(root);
    rmSync(sandbox, { recursive: true, force: true });
  }
}

function sourcesOf(name, files) {
  return globSync(`packages/${name}/src/${files}`).filter((path) => !/\.test(?:-d)?\.ts$|\/testing\//.test(path));
}

/** The sources are copies; what is installed is linked. */
function copyRepository(root, sandbox) {
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
  const results = [];
  for (const mutant of partMutants(path, text)) {
    writeFileSync(path, mutant.mutated);
    vitest.invalidateFile(path);
    results.push({
      ...mutant,
      status: specifications.length === 0 ? 'NoCoverage' : await verdict(vitest, specifications),
    });
  }
  writeFileSync(path, text);
  vitest.invalidateFile(path);
  return results;
}

async function verdict(vitest, specifications) {
  vitest.state.clearFiles?.(
    vitest.projects[0],
    specifications.map(({ moduleId }) => moduleId),
  );
  const { testModules } = await vitest.runTestSpecifications(specifications);
  return testModules.every((testModule) => testModule.ok()) ? 'Survived' : 'Killed';
}
