import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, dirname } from 'node:path';
import ts from 'typescript';

/** Every TypeScript file under `folder`, sorted; none where there is no such folder. */
export function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** What a file imports, types included, as written. */
export function importsOf(file) {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map((found) => found.fileName);
}

/** The file that a relative import names: `./a.js` is `./a.ts` before it is compiled. */
export function importedFile(file, specifier) {
  return resolve(dirname(file), specifier).replace(/\.js$/u, '.ts');
}

export function isTestFile(file) {
  return /\.(?:test|test-d|bench)\.ts$|[\\/](?:e2e|bench|testing)[\\/]/u.test(file);
}
