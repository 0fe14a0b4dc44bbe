/** Every real lockfile that can be read gives a valid document, in both formats and versions. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBomValidator } from '@assay/sbom';
import { officialBomSchema, temporaryFolder } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { createVerifier } from '../create-verifier.js';
import type { VerifyResult } from '../options.js';
import { renderSbom, renderSboms } from './render-sbom.js';

const data = fileURLToPath(new URL('../../../../../shared/data/lockfiles/', import.meta.url));
const names = {
  'npm-lock': 'package-lock.json',
  'pnpm-lock': 'pnpm-lock.yaml',
  'gemfile-lock': 'Gemfile.lock',
} as const;
const validator = createBomValidator(officialBomSchema);

function lockfilesOf(kind: keyof typeof names): readonly string[] {
  if (!existsSync(data)) return [];
  const entries = readdirSync(join(data, kind), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The run over one lockfile; null for what is none (the folders hold broken ones too). */
async function runOver(file: string, name: string): Promise<VerifyResult | null> {
  await using place = await temporaryFolder();
  await mkdir(join(place.path, 'home'));
  await writeFile(join(place.path, name), readFileSync(file));
  const env = { HOME: join(place.path, 'home') };
  const verifier = createVerifier({ env, store: null, depth: 'pins', facts: true, at: '2026-11-22T00:00:00Z' });
  return await verifier.verify([place.path]).catch(() => null);
}

const looks = (['json', 'xml'] as const).flatMap((format) =>
  (['1.6', '1.7'] as const).map((specVersion) => ({ format, specVersion })),
);

const problemsIn = (pieces: Iterable<string>) => {
  const { valid, problems } = validator.validate(new TextEncoder().encode([...pieces].join('')));
  return valid ? [] : problems;
};

describe.each(Object.entries(names))('lockfiles of %s', (kind, name) => {
  const files = lockfilesOf(kind as keyof typeof names);

  it.skipIf(files.length === 0)(
    'give valid documents, whole and for each application',
    { timeout: 120_000 },
    async () => {
      let read = 0;
      for (const file of files) {
        const result = await runOver(file, name);
        if (result === null) continue;
        read += 1;
        for (const look of looks) {
          expect.soft([file, look, problemsIn(renderSbom(result, look))]).toEqual([file, look, []]);
        }
        for (const { pieces } of renderSboms(result).slice(0, 5))
          expect.soft([file, problemsIn(pieces)]).toEqual([file, []]);
      }
      expect(read).toBeGreaterThan(3);
    },
  );
});
