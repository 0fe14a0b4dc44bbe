import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { baseFiles } from './base-files.js';
import { isFromBase, type PolicyChoice } from './choose-policy.js';

const maxBytes = 4 * 1024 * 1024;

/**
 * The file that the input `trusted-root` names; undefined without one. On events about a change it is a copy of what the base holds, by the
 * same rule as the policy: a change does not bring what its signatures are verified under. Throws as {@link choosePolicy} does.
 */
export async function chooseTrustedRoot({ inputs, job, env }: PolicyChoice): Promise<string | undefined> {
  const file = inputs.text('trusted-root');
  if (file === undefined || !isFromBase(file, { inputs, job, env })) return file;
  const bytes = await baseFiles({ job, env, token: inputs.text('github-token') }).read(file, maxBytes);
  // The runner empties its own folder after each job.
  const folder = await mkdtemp(join(env['RUNNER_TEMP'] ?? tmpdir(), 'assay-'));
  const copy = join(folder, basename(file));
  await writeFile(copy, bytes, { flag: 'wx', mode: 0o600 });
  return copy;
}
