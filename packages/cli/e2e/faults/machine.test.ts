/** Faults of the machine: full, broken and read-only disks, no file handles, signals, wrong clocks, several runs at once. */

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  githubIdentity,
  mintPackage,
  mintPackageLock,
  mintRegistryKeys,
  mintSigstore,
  npmAttestations,
  runClient,
  signPackage,
  startRegistry,
  temporaryFolder,
  writeFiles,
} from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackedCli } from '../packed-cli.js';
import { startFaultScene, type FaultScene } from './fault-scene.js';

let cli: Awaited<ReturnType<typeof installPackedCli>>;
beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());

const isLinux = process.platform === 'linux';
const many = Array.from({ length: 40 }, (_, index) =>
  mintPackage({ name: `part-${String(index)}`, version: '1.0.0', files: { 'index.js': 'x'.repeat(2000 + index) } }),
);

/** A scene that locks {@link many}. */
async function startWideScene(): Promise<FaultScene> {
  const scene = await startFaultScene(cli, { npm: many });
  const entries = many.map((one) => ({ kind: 'registry', package: one }) as const);
  await writeFiles(scene.project, mintPackageLock({ registry: scene.registry.url, entries }).files);
  return scene;
}

/** Runs a line of shell in the project, with the command line as `$assay`. */
async function shell(scene: FaultScene, line: string) {
  const env = { ...scene.environment, assay: `${process.execPath} ${cli.program}` };
  const { status, stdout, stderr } = await runClient('sh', ['-c', line], { cwd: scene.project, env });
  return { exitCode: status, text: `${stdout} ${stderr}`.replace(/\s+/gu, ' ') };
}

/** Files of a store by path, but for drafts. */
async function storedFiles(dir: string, ending = /[0-9a-f]{64,}$/u): Promise<readonly string[]> {
  const names = await readdir(dir, { recursive: true });
  return names.filter((name) => ending.test(name)).map((name) => join(dir, name));
}

/** Every file of a store is what its name says. */
async function fsck(dir: string): Promise<number> {
  const files = await storedFiles(dir);
  for (const file of files) {
    const digest = createHash(file.includes('sha512') ? 'sha512' : 'sha256')
      .update(await readFile(file))
      .digest('hex');
    expect(digest).toBe(basename(file));
  }
  return files.length;
}

describe.skipIf(!isLinux)('a full disk (ENOSPC)', () => {
  test('under the output never ends with 0, whatever the verdict was', async () => {
    await using scene = await startFaultScene(cli);
    for (const format of ['terminal', 'json']) {
      expect(await shell(scene, `$assay verify --format ${format} > /dev/full`)).toMatchObject({ exitCode: 70 });
    }
  });
});

/** A file system of 64 KB, where this process may mount one. */
const mountPoint = '/mnt';
const mayMount =
  isLinux &&
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', mountPoint]).status === 0 &&
  spawnSync('umount', [mountPoint]).status === 0;

describe.skipIf(!mayMount)(
  `a small or read-only file system${mayMount ? '' : ' (needs the right to mount one)'}`,
  () => {
    async function mounted(options: string, use: (folder: string, scene: FaultScene) => Promise<void>): Promise<void> {
      await using scene = await startWideScene();
      const folder = join(scene.home, 'disk');
      await mkdir(folder);
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status).toBe(0);
      try {
        await use(folder, scene);
      } finally {
        spawnSync('umount', ['-l', folder]);
      }
    }

    test('ENOSPC in the store: the run goes on without it and says so', async () => {
      await mounted('size=32k', async (folder, scene) => {
        const { exitCode, text } = await scene.run(['verify', '--store', join(folder, 'store')]);
        expect({ exitCode, text }).toMatchObject({ exitCode: 0 });
        expect(text).toContain('is not used in this run: ENOSPC');
        expect(text).toContain('PASS 40 packages');
        await fsck(join(folder, 'store'));
      });
    });

    test('ENOSPC under a recording or a report is told, and is not exit code 0', async () => {
      await mounted('size=8k', async (folder, scene) => {
        for (const option of ['--record', '--json', '--sbom']) {
          const { exitCode, text } = await scene.run(['verify', '--no-store', option, join(folder, 'out.json')]);
          expect({ option, exitCode, text }).toMatchObject({ exitCode: 2 });
          expect(text).toMatch(/ENOSPC|no space/u);
          expect(await readdir(folder)).toEqual([]);
        }
      });
    });

    test('EROFS under the store: the run goes on; under an output it is told', async () => {
      await mounted('size=64k,ro', async (folder, scene) => {
        const stored = await scene.run(['verify', '--store', join(folder, 'store')]);
        expect(stored).toMatchObject({ exitCode: 0 });
        expect(stored.text).toContain('is not used in this run: EROFS');
        const written = await scene.run(['verify', '--no-store', '--json', join(folder, 'out.json')]);
        expect(written).toMatchObject({ exitCode: 2 });
        expect(written.text).toMatch(/EROFS|read-only/u);
      });
    });
  },
);

describe.skipIf(!existsSync('/proc/self/mem'))('a disk that cannot be read (EIO)', () => {
  test.each(['package-lock.json', 'policy.yaml'])('under %s is told, and is not exit code 0', async (name) => {
    await using scene = await startFaultScene(cli);
    const bad = join(scene.home, 'bad');
    await mkdir(bad);
    // Reading its first byte is an input/output error.
    await symlink('/proc/self/mem', join(bad, name));
    const args = name === 'policy.yaml' ? ['--policy', join(bad, name)] : [join(bad, name)];
    const { exitCode, text } = await scene.run(['verify', ...args]);
    expect({ exitCode, text }).toMatchObject({ exitCode: 2 });
    expect(text).toContain(name);
  });
});

describe.skipIf(process.platform === 'win32')('no more file handles (EMFILE)', () => {
  test('is exit code 0 only where all packages were verified all the same', async () => {
    await using scene = await startWideScene();
    const codes = new Set<number | null>();
    for (const handles of [20, 24, 30, 40]) {
      const { exitCode, text } = await shell(scene, `ulimit -n ${String(handles)} && $assay verify --no-store`);
      codes.add(exitCode);
      if (exitCode === 0) expect(text).toContain('PASS 40 packages');
    }
    expect([...codes].some((code) => code !== 0)).toBe(true);
  });
});

describe('signals', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)(
    '%s ends a run that waits, and not with 0',
    async (signal) => {
      await using scene = await startFaultScene(cli);
      scene.registry.setFault(() => true, { kind: 'hang' });
      const child = spawn(process.execPath, [cli.program, 'verify'], {
        cwd: scene.project,
        env: scene.environment,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      child.stdout.resume();
      while (scene.registry.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      expect(code).not.toBe(0);
    },
  );

  test('SIGKILL and SIGTERM while the store is written leave only whole files, and the next run passes with them', async () => {
    await using scene = await startWideScene();
    const dir = join(scene.home, 'store');
    for (let round = 0; round < 6; round++) {
      const child = spawn(process.execPath, [cli.program, 'verify', '--store', dir, '--quiet'], {
        cwd: scene.project,
        env: scene.environment,
        stdio: 'ignore',
      });
      const exit = once(child, 'exit');
      const seen = scene.registry.requests.length;
      while (child.exitCode === null && scene.registry.requests.length < seen + 5 + 12 * round) {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      child.kill(round % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
      await exit;
      if (existsSync(dir)) await fsck(dir);
    }
    expect(await scene.run(['verify', '--store', dir])).toMatchObject({ exitCode: 0 });
    expect(await fsck(dir)).toBe(many.length);
  });
});

describe('the store', () => {
  test('serves two processes at once', async () => {
    await using scene = await startWideScene();
    const dir = join(scene.home, 'store');
    const runs = await Promise.all([1, 2].map(() => scene.run(['verify', '--store', dir])));
    for (const run of runs) expect(run).toMatchObject({ exitCode: 0 });
    expect(await fsck(dir)).toBe(many.length);
  });

  test('that is corrupted in every file is fetched anew; and with no registry nothing in it is believed', async () => {
    await using scene = await startWideScene();
    const dir = join(scene.home, 'store');
    await scene.run(['verify', '--store', dir]);
    // What is remembered of the archives lies beside them.
    const corrupt = async () => {
      const files = await storedFiles(dir, /[0-9a-f]{32,}$/u);
      for (const [index, file] of files.entries()) {
        const bytes = await readFile(file);
        const at = (index * 37) % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (index % 8));
        await writeFile(file, bytes);
      }
      return files.length;
    };
    expect(await corrupt()).toBe(2 * many.length);
    expect(await scene.run(['verify', '--store', dir])).toMatchObject({ exitCode: 0 });
    expect(await fsck(dir)).toBe(many.length);
    await corrupt();
    await scene.registry.close();
    const { exitCode, text } = await scene.run(['verify', '--store', dir]);
    expect({ exitCode, text }).toMatchObject({ exitCode: 3 });
    expect(text).toContain('40 packages could not be verified');
  });
});

describe('a clock that is wrong', () => {
  const keys = mintRegistryKeys([{}]);
  const sigstore = mintSigstore();
  const bare = mintPackage({ name: '@acme/tool', version: '1.0.0' });
  const identity = githubIdentity({ repository: 'acme/tool', ref: 'refs/tags/v1.0.0' });

  /** Preloaded: the machine's clock is so many years off. */
  const shifted = (years: number) => `
const real = Date;
const off = ${String(years)} * 365.25 * 86400000;
globalThis.Date = class extends real {
  constructor(...given) { given.length === 0 ? super(real.now() + off) : super(...given); }
  static now() { return real.now() + off; }
};
`;

  async function verifyAt(years: number, rule: 'require' | 'default') {
    const registry = await startRegistry();
    const [home, project] = [await temporaryFolder(), await temporaryFolder()];
    const options = { sigstore, registry: keys, registryUrl: registry.url, identity };
    registry.serve({ npm: [{ ...signPackage(bare, keys), attestations: npmAttestations(bare, options) }] });
    const rules = rule === 'default' ? '' : 'rules: [{ checks: { provenance: require } }]\n';
    await writeFiles(project.path, {
      ...mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: bare }] }).files,
      'policy.yaml': `version: 1\n${rules}`,
    });
    await writeFiles(home.path, { '.npmrc': `registry=${registry.url}\n`, 'clock.cjs': shifted(years) });
    const env = { HOME: home.path, NODE_OPTIONS: `--require ${join(home.path, 'clock.cjs')}` };
    const { status, stdout } = await cli.run(['verify', '--no-store', '--policy', 'policy.yaml'], {
      cwd: project.path,
      env,
    });
    await Promise.all([registry.close(), home.remove(), project.remove()]);
    return { exitCode: status, text: stdout.replace(/\s+/gu, ' ') };
  }

  test('ten years ahead finds what ships expired: exit code 3, and the next step is told', async () => {
    const { exitCode, text } = await verifyAt(10, 'default');
    expect({ exitCode, text }).toMatchObject({ exitCode: 3 });
    expect(text).toContain('trusted-root-expired');
    expect(text).toContain('assay trust update');
  });

  test.each([-10, 10])('by %d years passes nothing whose signature the policy requires', async (years) => {
    const { exitCode, text } = await verifyAt(years, 'require');
    expect({ exitCode, text }).not.toMatchObject({ exitCode: 0 });
  });
});

test('without a home, a terminal and a network, what is pinned is still judged, and nothing else is', async () => {
  await using scene = await startFaultScene(cli);
  await scene.registry.close();
  const bare = { cwd: scene.project, env: {} };
  expect(await runClient(process.execPath, [cli.program, 'verify', '--depth', 'pins'], bare)).toMatchObject({
    status: 1,
  });
  const deep = await runClient(process.execPath, [cli.program, 'verify'], bare);
  expect(deep.status).not.toBe(0);
});
