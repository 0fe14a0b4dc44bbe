/** A job of GitHub's around the bundled Action: its files, variables and event payloads, as GitHub documents them. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runClient, temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { runnerCommands, runnerFile, type RunnerCommand } from '../../report/src/testing/runner-oracle.js';
import { allNames, variableOf } from '../src/inputs/read-inputs.js';
import type { EventPayload } from './event-payloads.js';

const bundle = fileURLToPath(new URL('../dist/index.cjs', import.meta.url));

/** What a step came to. */
export interface StepResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every command that GitHub's runner would obey, on either stream. */
  readonly commands: readonly RunnerCommand[];
  /** `title: message` of the errors among them. */
  readonly errors: readonly string[];
  readonly outputs: ReadonlyMap<string, string>;
  readonly summary: string;
}

/** One step that uses the Action. */
export interface Step {
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly event?: EventPayload;
  /** Where it runs, below the workspace. Default: the workspace, as GitHub has it. */
  readonly token?: string;
}

/** A job's workspace, and its steps. */
export interface GitHubJob {
  /** The workspace's folder. */
  readonly workspace: string;
  /** A folder outside of the workspace. */
  readonly outside: string;
  write(files: Parameters<typeof writeFiles>[1]): Promise<void>;
  run(step?: Step): Promise<StepResult>;
  remove(): Promise<void>;
}

/** A job with an empty workspace and an empty home folder. `npmrc`: the runner's own configuration, not the checkout's. */
export async function startJob(options: { readonly npmrc?: string } = {}): Promise<GitHubJob> {
  const place = await temporaryFolder();
  const workspace = join(place.path, 'work/shop/shop');
  const outside = join(place.path, 'outside');
  const home = join(place.path, 'home');
  for (const folder of [workspace, outside, home]) await mkdir(folder, { recursive: true });
  if (options.npmrc !== undefined) await writeFile(join(home, '.npmrc'), options.npmrc);
  let steps = 0;
  return {
    workspace,
    outside,
    write: (files) => writeFiles(workspace, files),
    run: (step = {}) => runStep(place, { workspace, home, step, number: (steps += 1) }),
    remove: () => place.remove(),
  };
}

interface Place {
  readonly workspace: string;
  readonly home: string;
  readonly step: Step;
  readonly number: number;
}

async function runStep(place: TemporaryFolder, { workspace, home, step, number }: Place): Promise<StepResult> {
  const folder = join(place.path, `_temp/step-${String(number)}`);
  await mkdir(folder, { recursive: true });
  const file = (name: string) => join(folder, name);
  const { name = 'push', payload = {} } = step.event ?? {};
  await writeFile(file('event.json'), JSON.stringify(payload));
  for (const each of ['output', 'summary']) await writeFile(file(each), '');
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_API_URL: 'http://127.0.0.1:9/api/v3',
    RUNNER_TEMP: folder,
    ...inputVariables(step),
    ...step.env,
  };
  const defined = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  const { status, stdout, stderr } = await runClient(process.execPath, [bundle], { cwd: workspace, env: defined });
  const commands = [...runnerCommands(stdout), ...runnerCommands(stderr)];
  const errors = commands.filter((each) => each.name === 'error');
  return {
    exitCode: status,
    stdout,
    stderr,
    commands,
    errors: errors.map(({ properties, data }) => `${properties.get('title') ?? ''}: ${data}`),
    outputs: runnerFile(await readFile(file('output'), 'utf8')),
    summary: await readFile(file('summary'), 'utf8'),
  };
}

/** Every declared input is there, those that were not given as empty texts. */
function inputVariables({ with: given = {}, token = '' }: Step): Readonly<Record<string, string>> {
  const none = allNames().map((name) => [variableOf(name), ''] as const);
  const some = Object.entries(given).map(([name, value]) => [variableOf(name), value] as const);
  return Object.fromEntries([...none, [variableOf('github-token'), token], ...some]);
}
