import { fileURLToPath } from 'node:url';
import { mintNpmTree, runClient, startRegistry, temporaryFolder, writeFiles, type FaultRule } from '@assay/testkit';
import { describe, expect, test } from 'vitest';

const tree = mintNpmTree({ packages: 40 });
const [victim] = tree.packages;

async function run(depth: string, faults: readonly FaultRule[] = []) {
  await using folder = await temporaryFolder();
  await using registry = await startRegistry({ npm: tree.packages, faults });
  await writeFiles(folder.path, tree.project(registry.url).files);
  const program = fileURLToPath(new URL(`reference-${depth}.mjs`, import.meta.url));
  return await runClient(process.execPath, [program, folder.path, registry.url]);
}

describe('the minimal references that Assay is measured against', () => {
  test.each(['registry', 'artifacts'])('say yes to a good registry at depth %s', async (depth) => {
    expect(await run(depth)).toEqual({ status: 0, stdout: '40 packages\n', stderr: '' });
  });

  test.each(['registry', 'artifacts'])('refuse a lying registry at depth %s', async (depth) => {
    const from = victim?.integrity ?? '';
    const lie = { kind: 'replace', from, to: tree.packages[1]?.integrity ?? '' } as const;
    expect((await run(depth, [{ fault: lie }])).stderr).toContain('another digest');
  });

  test('refuse other bytes at depth artifacts', async () => {
    const suffix = `/-/${victim?.fileName ?? ''}`;
    expect((await run('artifacts', [{ suffix, fault: { kind: 'flip', at: 30 } }])).stderr).toContain('other bytes');
  });
});
