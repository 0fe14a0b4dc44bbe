import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../packages/cli/bin/assay.mjs', import.meta.url));
if (existsSync(program)) {
  process.exitCode = spawnSync(process.execPath, [program, '--version'], { stdio: 'inherit' }).status ?? 70;
} else {
  process.stdout.write('There is no command line yet.\n');
}
