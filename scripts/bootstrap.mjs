/**
 * Runs a task on a machine that has any Node from 20 on and npm, and nothing else:
 *
 *     node scripts/bootstrap.mjs start [ARGS…]       install, build, run the command line
 *     node scripts/bootstrap.mjs test [ARGS…]        install, build, run the tests
 *     node scripts/bootstrap.mjs run TASK [ARGS…]    install, then a task of bootstrap/tasks.mjs
 *     node scripts/bootstrap.mjs exec PROGRAM ARGS…  one program (pnpm, vitest, tsc …) as installed, nothing before it
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { openStep, quietStep, say, StepError } from './bootstrap/step.mjs';
import { programs, tasks } from './bootstrap/tasks.mjs';
import { prepareToolchain } from './bootstrap/toolchain.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const usageError = 2;
const internalError = 70;

function install({ node, pnpm, environment }) {
  quietStep('install', [node.path, pnpm.path, 'install', '--frozen-lockfile', '--prefer-offline'], {
    cwd: root,
    env: environment,
    hint: 'If a package.json was changed, run `node scripts/bootstrap.mjs exec pnpm install` and commit pnpm-lock.yaml.',
  });
}

/** `tsc -b` → the script behind `tsc`, run by the chosen Node: no shell, no shims, the same on every platform. */
function resolveCommand([program, ...args], { node, pnpm }) {
  if (program === 'node') return [node.path, ...args];
  if (program === 'pnpm') return [node.path, pnpm.path, ...args];
  const folder = join(root, 'node_modules', programs[program] ?? program);
  if (!existsSync(folder)) throw new StepError(`find ${program}`, `${folder} is missing`, 'Run `npm run build` first.');
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [node.path, join(folder, typeof bin === 'string' ? bin : bin[program]), ...args];
}

function runTask(steps, extra, toolchain) {
  const options = { cwd: root, env: toolchain.environment };
  const last = steps.length - 1;
  for (const [index, { step, command }] of steps.entries()) {
    const full = resolveCommand(index === last ? [...command, ...extra] : command, toolchain);
    if (index === last) return openStep(step, full, options);
    quietStep(step, full, { ...options, hint: 'Mend what the lines above name, then run it again.' });
  }
  return 0;
}

function main([verb, ...rest]) {
  const [name, ...extra] = verb === 'run' ? rest : [verb, ...rest];
  const steps = Object.hasOwn(tasks, name ?? '') ? tasks[name] : undefined;
  if (steps === undefined && verb !== 'exec') {
    say(`there is no task "${name ?? ''}"; there are: ${Object.keys(tasks).join(', ')}`);
    return usageError;
  }
  const toolchain = prepareToolchain();
  if (verb === 'exec') return runTask([{ step: rest[0], command: rest }], [], toolchain);
  say(`Node ${toolchain.node.version}, pnpm ${toolchain.pnpm.version}`);
  install(toolchain);
  return runTask(steps, extra, toolchain);
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  say(error instanceof StepError ? `${error.message}\nassay: ${error.hint}` : error.stack);
  process.exitCode = internalError;
}
