import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  mintPackage,
  mintPackageLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';
import type { VerifierOptions } from './options.js';

const open = '/proc/self/fd';

/** Handles of this process on a file, where the system tells. */
function handlesOn(file: string): number {
  const targets = readdirSync(open).map((fd) => {
    try {
      return readlinkSync(join(open, fd));
    } catch {
      return '';
    }
  });
  return targets.filter((target) => target === file).length;
}

let folder: TemporaryFolder;
let evidence: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  evidence = join(folder.path, 'evidence.tar');
  const good = mintPackage({ name: 'left-pad', version: '1.3.0' });
  const registry = await startRegistry({ npm: [good] });
  const lock = mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: good }] });
  await writeFiles(folder.path, lock.files);
  await verify({ record: evidence, depth: 'pins' });
  await registry.close();
});
afterEach(() => folder.remove());

function verify(options: VerifierOptions, paths = [folder.path]) {
  return createVerifier({ env: { HOME: folder.path }, store: null, ...options }).verify(paths);
}

describe.skipIf(!existsSync(open))('an evidence file', () => {
  const bad = { file: 'p.yaml', text: 'version: 2\n' };

  test('is closed when a run from it succeeds', async () => {
    await verify({ offline: evidence });
    expect(handlesOn(evidence)).toBe(0);
  });

  test.each<[string, VerifierOptions]>([
    ['the policy is none', { policy: bad }],
    ['the time is none', { at: 'yesterday' }],
    ['the trusted root cannot be read', { trustedRoot: '/nothing/here.json' }],
  ])('is closed when %s', async (_, options) => {
    await expect(verify({ offline: evidence, ...options })).rejects.toThrow();
    expect(handlesOn(evidence)).toBe(0);
  });

  test('is closed when there is no such lockfile', async () => {
    await expect(verify({ offline: evidence }, [join(folder.path, 'gone')])).rejects.toThrow();
    expect(handlesOn(evidence)).toBe(0);
  });
});
