import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * Appends to a file that the runner has made for this step (GITHUB_OUTPUT, GITHUB_STEP_SUMMARY). Gives null, or in one sentence why that
 * was not possible: a verdict does not depend on where it is shown. `variable`: the one that names the file.
 */
export async function appendFile(
  env: Readonly<Record<string, string | undefined>>,
  variable: 'GITHUB_OUTPUT' | 'GITHUB_STEP_SUMMARY',
  text: string,
): Promise<string | null> {
  const file = env[variable] ?? '';
  if (file === '') return `${variable} is not set`;
  try {
    const handle = await open(file, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
    return null;
  } catch (error) {
    return `${variable} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
