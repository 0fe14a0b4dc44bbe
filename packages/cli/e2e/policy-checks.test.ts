import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintPackage,
  mintPackageLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type MintedPackage,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let own: LoopbackRegistry;
let other: LoopbackRegistry;
let project: TemporaryFolder;
let home: TemporaryFolder;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  own = await startRegistry();
  other = await startRegistry();
  project = await temporaryFolder();
  home = await temporaryFolder();
  await writeFile(join(home.path, '.npmrc'), `registry=${other.url}\n@acme:registry=${own.url}\n`);
});
afterEach(async () => {
  await own.close();
  await other.close();
  await project.remove();
  await home.remove();
});

const tool = mintPackage({ name: '@acme/tool', version: '1.0.0' });
const impostor = mintPackage({ name: '@acme/tool', version: '1.0.0', files: { 'evil.js': 'steal()' } });

async function lock(minted: MintedPackage, fields = {}): Promise<void> {
  own.serve({ npm: [minted] });
  const entries = [{ kind: 'registry', package: minted, fields }] as const;
  await writeFiles(project.path, mintPackageLock({ registry: own.url, entries }).files);
}

/** The verdict under a policy, on the command line as people see it. */
async function verify(policy: string, ...args: readonly string[]) {
  await writeFile(join(project.path, 'assay.yaml'), `version: 1\n${policy}\n`);
  const env = { HOME: home.path };
  const options = ['--policy', 'assay.yaml', '--no-store', '--at', '2026-11-22T00:00:00Z', ...args];
  const { status, stdout, stderr } = await cli.run(['verify', ...options], { cwd: project.path, env });
  return { exitCode: status, text: stdout + stderr };
}

const requires = (check: string) => `rules: [{ checks: { ${check}: require } }]`;

describe('what the policy has to say first', () => {
  test('source-confusion: a private name that another registry has with other bytes fails, and names both', async () => {
    await lock(tool);
    other.serve({ npm: [impostor] });
    const policy = "namesakes: [{ purl: 'pkg:npm/@acme/*' }]";
    const { exitCode, text } = await verify(policy);
    expect(exitCode).toBe(1);
    expect(text).toContain('source-confusion: name-taken-elsewhere');
    expect(text).toContain(new URL(other.url).host);
    other.serve({ npm: [tool] });
    expect((await verify(policy)).exitCode).toBe(0);
  });

  test('source-confusion: without its word the other registry hears nothing of the name', async () => {
    await lock(tool);
    other.serve({ npm: [impostor] });
    expect((await verify('')).exitCode).toBe(0);
    expect(other.requests.filter(({ path }) => path.includes('tool'))).toEqual([]);
  });

  test('release-age: a version younger than the minimum fails, an older one does not', async () => {
    const young = mintPackage({ name: '@acme/tool', version: '1.0.0', publishedAt: '2026-11-21T00:00:00.000Z' });
    await lock(young);
    const { exitCode, text } = await verify('releaseAge: { minimum: 7d }');
    expect(exitCode).toBe(1);
    expect(text).toContain('release-age');
    expect((await verify('releaseAge: { minimum: 12h }')).exitCode).toBe(0);
  });

  test('install-scripts: what is not on the list fails where it is required, and the command is shown', async () => {
    const scripted = mintPackage({
      name: '@acme/tool',
      version: '1.0.0',
      packageJson: { scripts: { postinstall: 'node steal.js' } },
    });
    await lock(scripted, { hasInstallScript: true });
    const { exitCode, text } = await verify(requires('install-scripts'));
    expect(exitCode).toBe(1);
    expect(text).toContain('postinstall: node steal.js');
    const allowing = (script: string) => {
      const entry = `{ purl: 'pkg:npm/@acme/tool@*', scripts: ['${script}'] }`;
      return verify(`${requires('install-scripts')}\ninstallScripts: { allow: [${entry}] }`);
    };
    expect((await allowing('postinstall: node steal.js')).exitCode).toBe(0);
    expect((await allowing('postinstall: node other.js')).exitCode).toBe(1);
  });

  test('lock-drift: a lockfile that locks something else than package.json asks for fails where it is required', async () => {
    await lock(tool);
    expect((await verify(requires('lock-drift'))).exitCode).toBe(0);
    await writeFile(join(project.path, 'package.json'), JSON.stringify({ dependencies: { '@acme/tool': '^2.0.0' } }));
    const { exitCode, text } = await verify(requires('lock-drift'));
    expect(exitCode).toBe(1);
    expect(text).toContain('lock-drift');
    expect(text).toContain('^2.0.0');
  });

  test('yanked: a deprecated version fails where it is required, with the words of whoever deprecated it', async () => {
    await lock(mintPackage({ name: '@acme/tool', version: '1.0.0', listed: { deprecated: 'use @acme/other' } }));
    const { exitCode, text } = await verify(requires('yanked'));
    expect(exitCode).toBe(1);
    expect(text).toContain('use @acme/other');
  });
});
