/** Licence gems through the installed command: exit codes, and what a user reads. */

import { appendFile, chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  hasClient,
  licenseGemScene,
  mintLicenseGem,
  mintLicenseIssuer,
  sceneLicenseId,
  scenePassword,
  startRegistry,
  writeFiles,
  type LicenseGemMistake,
  type LicenseGemScene,
  type LicenseGemSceneOptions,
} from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackedCli } from '../packed-cli.js';

let cli: Awaited<ReturnType<typeof installPackedCli>>;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());

const token = mintLicenseIssuer().token('Acme Ltd');
const bad = (mistake: LicenseGemMistake) => mintLicenseGem({ id: sceneLicenseId, token, mistake });
const release = { name: 'karafka-license', version: sceneLicenseId } as const;
const account = { name: 'first', user: 'acme', password: scenePassword } as const;

type Variables = Readonly<Record<string, string | undefined>>;

/** `assay license …` in the scene's checkout, as its customer. */
function assay(scene: LicenseGemScene, args: readonly string[], env: Variables = {}) {
  const set = Object.entries({ ...scene.env, ...env }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return cli.run(['license', ...args], { cwd: scene.project, env: Object.fromEntries(set) });
}

const verify = (scene: LicenseGemScene, ...args: readonly string[]) =>
  assay(scene, ['verify', '--policy', scene.policy, ...args]);

/** One thing that is wrong; with which code and words it is told, and the exit code. */
interface Mishap {
  readonly scene?: LicenseGemSceneOptions;
  readonly happen?: (scene: LicenseGemScene) => unknown;
  readonly args?: readonly string[];
  readonly status: number;
  readonly says: readonly string[];
  readonly next: string;
}

const serve = (bytes: Uint8Array) => (scene: LicenseGemScene) => {
  scene.server.serve({ ...release, bytes });
};
const fault = (what: Parameters<LicenseGemScene['server']['fault']>[1]) => (scene: LicenseGemScene) => {
  scene.server.fault(scene.server.filePath(release.name, release.version), what);
};
const credentials =
  (...list: Parameters<LicenseGemScene['server']['setCredentials']>[0]) =>
  (scene: LicenseGemScene) => {
    scene.server.setCredentials(list);
  };
const inGem = ({ gemDir }: LicenseGemScene, path: string) =>
  join(gemDir, 'gems', `${release.name}-${release.version}`, path);

const before = ['--phase', 'before'];
const mishaps: Readonly<Record<string, Mishap>> = {
  'a tampered download': {
    happen: serve(bad('code-calls-home').bytes),
    args: before,
    status: 1,
    says: ['license-digest: license-digest-mismatch (before)', 'email of 2026-01-02', "│ require 'net/http'"],
    next: 'Do not install or start it.',
  },
  'a tampered cache': {
    happen: ({ gemDir, gem }) => writeFiles(join(gemDir, 'cache'), { [gem.fileName]: bad('extra-file').bytes }),
    status: 1,
    says: ['license-digest-mismatch (after)', 'license-file-unexpected (after)', '"lib/notes.txt"'],
    next: 'The package holds more than the licence that was bought',
  },
  'a tampered installed file': {
    happen: (scene) => appendFile(inGem(scene, 'lib/version.txt'), '\n'),
    status: 1,
    says: ['license-installed-changed (installed)', '"lib/version.txt"'],
    next: 'Do not start the application.',
  },
  'a plugin': {
    happen: serve(bad('plugin').bytes),
    args: before,
    status: 1,
    says: ['license-content: license-plugins (before)', '"lib/rubygems_plugin.rb"'],
    next: 'ask the vendor, by a way you know',
  },
  'an extension': {
    happen: serve(bad('extension').bytes),
    args: before,
    status: 1,
    says: ['license-content: license-extensions (before)', '"ext/extconf.rb"'],
    next: 'ask the vendor, by a way you know',
  },
  'a version that was published again': {
    scene: { entry: { digests: undefined } },
    happen: serve(bad('development-dependency').bytes),
    args: before,
    status: 1,
    says: ['license-republished (before)', 'Gemfile.lock'],
    next: 'Ask the vendor whether this version was published again',
  },
  'a foreign token': {
    happen: serve(bad('foreign-token').bytes),
    args: before,
    status: 1,
    says: ['license-token: license-token-foreign-key (before)'],
    next: 'Do not use this licence.',
  },
  'another id': {
    scene: { project: { locked: false }, entry: { locked: false } },
    happen: async (scene) => {
      await assay(scene, ['record', '--policy', scene.policy]);
      await scene.writePolicy({ version: '1000.43', digests: undefined });
    },
    args: ['--phase', 'after'],
    status: 1,
    says: ['license-record: license-id-changed', '1000.42', '1000.43'],
    next: 'A new contract is a new licence',
  },
  'rotated credentials': {
    happen: credentials({ ...account, password: 'another' }),
    status: 3,
    says: ['license-presence: license-credentials-refused (before)', 'answered 401', 'contact@karafka.io'],
    next: 'Renew them: they were rotated',
  },
  'a subscription that ended (403)': {
    happen: credentials({ ...account, state: 'forbidden' }),
    status: 3,
    says: ['license-access-denied (before)', 'answered 403'],
    next: 'whether the subscription still covers this package',
  },
  'a gem that is gone': {
    happen: (scene) => {
      scene.server.remove(release.name, release.version, { unlist: true });
    },
    status: 3,
    says: ['license-gone (before)', 'answered 404'],
    next: 'Check name and version',
  },
  'a version that was withdrawn': {
    scene: { server: { gems: [mintLicenseGem({ id: '1000.43', token })] } },
    status: 1,
    says: ['license-withdrawn (before)', 'does not list karafka-license 1000.42'],
    next: 'Keep the copy that you have',
  },
  'an empty body': {
    happen: fault({ kind: 'body', body: '' }),
    status: 1,
    says: ['license-body-empty (before)'],
    next: 'Tell the vendor',
  },
  'a login page': {
    happen: fault({ kind: 'html' }),
    status: 1,
    says: ['license-body-web-page (before)'],
    next: 'check credentials and proxy',
  },
  'an outage': {
    happen: fault({ kind: 'status', status: 503 }),
    status: 3,
    says: ['license-presence: http-error (before)', 'status 503'],
    next: 'Run again; if it lasts',
  },
  'a phase that was asked for and has no copy': {
    scene: { install: 'none' },
    args: ['--phase', 'after,installed'],
    status: 1,
    says: ['license-copy-missing (after, installed)'],
    next: 'Install first (`bundle install`',
  },
  'code that nobody has read yet': {
    happen: (scene) => scene.writePolicy({ content: { templates: [] } }),
    status: 3,
    says: [
      'license-code-unknown (before, after, installed)',
      '    │   pattern: "lib/karafka-license.rb"',
      '    │       def token',
    ],
    next: 'to `content.templates` of this entry',
  },
  'a lockfile without its digest': {
    scene: { project: { checksums: 'absent' } },
    status: 1,
    says: ['license-lock: license-lock-checksum-missing', 'Gemfile.lock:'],
    next: '`bundle lock --add-checksums`',
  },
};

describe('verify', () => {
  test.each(Object.entries(mishaps))('tells %s, and what to do', async (_title, mishap) => {
    await using scene = await licenseGemScene(mishap.scene);
    await mishap.happen?.(scene);
    const { status, stdout, stderr } = await verify(scene, ...(mishap.args ?? []));
    expect({ status, stderr }).toEqual({ status: mishap.status, stderr: '' });
    const text = flowing(stdout);
    for (const part of [...mishap.says, mishap.next]) expect(text).toContain(flowing(part));
    expect(stdout).not.toContain('license-no-copy');
    expect(stdout.split('\n').length).toBeLessThan(90);
  });

  test('tells a public squat that the policy has it look for', async () => {
    await using registry = await startRegistry({ gems: [bad('code-calls-home')] });
    await using scene = await licenseGemScene();
    await scene.writePolicy({ namesakes: [registry.url] });
    const { status, stdout } = await verify(scene);
    expect(status).toBe(1);
    expect(flowing(stdout)).toContain('license-namesake: license-name-taken (before)');
    expect(flowing(stdout)).toContain('Pin the source (Gemfile: a `source … do` block');
  });

  test('passes the right gem, and says what of it is proven and what was not looked at', async () => {
    await using scene = await licenseGemScene();
    const all = await verify(scene);
    expect(all).toMatchObject({ status: 0, stderr: '' });
    expect(flowing(all.stdout)).toContain(
      'It is: locked exactly as bought; byte for byte what the vendor said; installed file for file as in the archive; nothing but what its rules allow',
    );
    expect(all.stdout).not.toContain('Not looked at');
    const some = await verify(scene, '--phase', 'after');
    expect(some.status).toBe(0);
    expect(some.stdout).toContain('The vendor’s server was not asked');
    await using bare = await licenseGemScene({ install: 'none' });
    const { stdout } = await verify(bare);
    expect(stdout).toContain('No installed files were found here of karafka (phase `installed`).');
  });

  test.skipIf(!hasClient('bundle'))('passes what a real `bundle install` left', async () => {
    await using scene = await licenseGemScene({ install: 'bundle' });
    expect(await verify(scene, '--phase', 'before,after,installed')).toMatchObject({ status: 0, stderr: '' });
    await chmod(inGem(scene, 'lib/karafka-license.rb'), 0o644);
    await appendFile(inGem(scene, 'lib/karafka-license.rb'), 'at_exit { }\n');
    const { status, stdout } = await verify(scene, '--phase', 'installed');
    expect(status).toBe(1);
    expect(stdout).toContain('license-installed-changed');
  });

  test.each([
    [['--phase', 'aftre'], 'there is no phase "aftre"', 'Did you mean after?'],
    [['--phase', 'all,before'], '`all` stands for every phase', 'Leave out the others.'],
    [['--phase', ''], 'there is no phase ""', 'Phases are'],
    [['karafkaa'], 'no licence package "karafkaa"', 'Did you mean karafka?'],
    [['--within', '30'], '"30" is no number of days', '--within 30d'],
    [['--within', '99999d'], '"99999d" is no number of days', '--within 30d'],
    [['--at', 'tomorrow'], 'not a time', ''],
    [['--quiet', '--verbose'], 'exclude each other', ''],
  ])('refuses %j', async (args, says, hint) => {
    await using scene = await licenseGemScene();
    const { status, stdout, stderr } = await verify(scene, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(flowing(stderr)).toContain(says);
    expect(flowing(stderr)).toContain(hint);
    expect(scene.server.requests).toEqual([]);
  });

  test('warns ahead of the end of an entitlement, and fails after it', async () => {
    await using scene = await licenseGemScene({ entry: { entitlement: { until: '2026-12-31' } } });
    const at = (time: string, ...more: readonly string[]) => verify(scene, '--phase', 'after', '--at', time, ...more);
    expect((await at('2026-10-01T00:00:00Z')).stdout).not.toContain('license-entitlement-ending');
    const ahead = await at('2026-10-01T00:00:00Z', '--within', '100d');
    expect(ahead.status).toBe(0);
    expect(ahead.stdout).toContain('It ends on 2026-12-31, in 91 days (contact@karafka.io).');
    expect((await at('2026-12-31T23:59:59Z')).status).toBe(0);
    const ended = await at('2027-01-01T00:00:00Z');
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain('license-entitlement-ended');
  });

  test('gives a report for programs, with every finding’s phase', async () => {
    await using scene = await licenseGemScene();
    const { status, stdout } = await verify(scene, '--format', 'json');
    expect(status).toBe(0);
    const { report } = JSON.parse(stdout) as { report: { findings: { check: string; phase?: string }[] } };
    const phases = report.findings.filter(({ check }) => check === 'license-token').map(({ phase }) => phase);
    expect(phases).toEqual(['before', 'after', 'installed', 'bundled']);
  });
});

describe('record', () => {
  test('writes assay.lock once, refuses to forget, and replaces on request', async () => {
    await using scene = await licenseGemScene({
      entry: { digests: undefined, locked: false },
      project: { locked: false },
    });
    const record = (...args: readonly string[]) => assay(scene, ['record', '--policy', scene.policy, ...args]);
    const first = await record();
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toContain(`recorded pkg:gem/karafka-license 1000.42 sha256:${scene.gem.sha256}`);
    expect(await record()).toMatchObject({ status: 0, stdout: 'assay.lock is up to date.\n' });
    serve(bad('development-dependency').bytes)(scene);
    const refused = await record();
    expect(refused.status).toBe(1);
    expect(flowing(refused.stdout + refused.stderr)).toContain('karafka-license 1000.42 was not recorded');
    expect(flowing(refused.stdout + refused.stderr)).toContain('--replace takes the record’s place');
    expect(refused.stdout).not.toContain('license-not-recorded');
    expect(await readFile(join(scene.project, 'assay.lock'), 'utf8')).toContain(scene.gem.sha256);
    expect(await record('--replace')).toMatchObject({ status: 0 });
    expect(await readFile(join(scene.project, 'assay.lock'), 'utf8')).not.toContain(scene.gem.sha256);
  });

  test('with --format json gives the report, and the records as notes beside it', async () => {
    await using scene = await licenseGemScene({ project: { locked: false } });
    const { status, stdout, stderr } = await assay(scene, ['record', '--policy', scene.policy, '--format', 'json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('report.findings');
    expect(stderr).toContain(`recorded pkg:gem/karafka-license 1000.42 sha256:${scene.gem.sha256}`);
  });

  test('a record that was edited by hand is refused with its line', async () => {
    await using scene = await licenseGemScene();
    await writeFile(join(scene.project, 'assay.lock'), 'version: 1\nlicenses:\n  - package: nonsense\n');
    const { status, stderr } = await verify(scene);
    expect(status).toBe(2);
    expect(stderr).toMatch(/assay\.lock:3/);
  });
});

describe('rotate-check', () => {
  const second = { name: 'second', user: 'acme', password: 'tulip-77c0' } as const;
  const rotate = (scene: LicenseGemScene, neu = 'env:KARAFKA_PRO_USERNAME:NEW') =>
    assay(
      scene,
      [
        'rotate-check',
        '--policy',
        scene.policy,
        '--old',
        'env:KARAFKA_PRO_USERNAME:KARAFKA_PRO_PASSWORD',
        '--new',
        neu,
      ],
      { NEW: second.password },
    );

  test('proves it by one download with each', async () => {
    await using scene = await licenseGemScene({ server: { credentials: [account, second] } });
    const { status, stdout } = await rotate(scene);
    expect(status).toBe(0);
    expect(flowing(stdout)).toContain('the same with either credential');
    const downloads = scene.server.requests.filter(({ path }) => path.startsWith('/gems/'));
    expect(downloads.map(({ credential, status: code }) => [credential, code])).toEqual([
      ['first', 200],
      ['second', 200],
    ]);
  });

  test('tells which of them is refused', async () => {
    await using scene = await licenseGemScene({ server: { credentials: [account] } });
    const { status, stdout } = await rotate(scene);
    expect(status).toBe(3);
    expect(flowing(stdout)).toContain('(new credentials) answered 401');
  });

  test.each([['swordfish-9a1f'], [`acme:${scenePassword}`], ['env:a-b:c'], ['']])(
    'takes names, never the credential itself (%s)',
    async (secret) => {
      await using scene = await licenseGemScene();
      const { status, stdout, stderr } = await rotate(scene, secret);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).not.toContain('swordfish');
      expect(scene.server.requests).toEqual([]);
    },
  );

  test('compares nothing with itself', async () => {
    await using scene = await licenseGemScene();
    const { status, stderr } = await rotate(scene, 'env:KARAFKA_PRO_USERNAME:KARAFKA_PRO_PASSWORD');
    expect(status).toBe(2);
    expect(stderr).toContain('lead to the same credential');
  });
});

/** Without the line breaks that the width of the output makes. */
function flowing(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
