import { join } from 'node:path';
import { temporaryFolder, writeFiles } from '@assay/testkit';
import { expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';

test('others in the process have their turn while packages are judged that wait for no evidence', async () => {
  const project = await temporaryFolder();
  const gems = Array.from({ length: 2000 }, (_, index) => `    gem-${String(index)} (1.0.0)\n`).join('');
  await writeFiles(project.path, {
    'Gemfile.lock': `GEM\n  remote: https://gems.example/\n  specs:\n${gems}\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  gem-0\n`,
  });
  let turns = 0;
  const seen = new Set<number>();
  const count = () => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  const options = { depth: 'pins', store: null, env: { HOME: join(project.path, 'home') } } as const;
  const onSubject = () => seen.add(turns);
  const { report } = await createVerifier({ ...options, onSubject }).verify([project.path]);
  clearImmediate(next);
  expect(report.verdicts).toHaveLength(2000);
  expect(seen.size).toBeGreaterThan(5);
  await project.remove();
});
