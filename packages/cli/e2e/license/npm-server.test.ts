/** What a vendor’s npm registry can say and serve, and what is said of it: the phase `before`. */

import { hasClient, mintLicenseTarball, startVendorServer, temporaryFolder } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { lookAtLicense } from './look-at-license.js';
import { bearer, npmEntry, npmLicense, npmScene, npmToken, type NpmScene } from './npm-scene.js';

const { name, version } = npmLicense;
const before = ['before'] as const;
const unrecorded = 'project license-not-recorded';
const other = mintLicenseTarball({ version, token: npmToken, mistake: 'code-calls-home' });

/** What a look before the install says against the package. */
async function said(act: (scene: NpmScene) => void, entry: object = {}): Promise<readonly string[]> {
  return npmScene({}, async (scene) => {
    act(scene);
    const { bad, exitCode } = await scene.look(before, { entry });
    return [String(exitCode), ...bad.filter((code) => code !== unrecorded && !code.endsWith('license-no-copy'))];
  });
}

describe.skipIf(!hasClient('npm'))('the vendor’s server', () => {
  test.each<readonly [string, (scene: NpmScene) => void, readonly string[]]>([
    ['serves what was bought', () => undefined, ['0']],
    [
      'no longer takes the credential',
      ({ server }) => {
        server.setCredentials([{ ...bearer, state: 'expired' }]);
      },
      ['3', 'before license-credentials-refused'],
    ],
    [
      'denies the package to the credential',
      ({ server }) => {
        server.setCredentials([{ ...bearer, state: 'forbidden' }]);
      },
      ['3', 'before license-access-denied'],
    ],
    [
      'has taken the version from its index',
      ({ server }) => {
        server.remove(name, version, { unlist: true });
        server.add({ npm: [mintLicenseTarball({ version: '2.0.0', token: npmToken })] });
      },
      ['1', 'before license-withdrawn'],
    ],
    [
      'knows no such package',
      ({ server }) => {
        server.remove(name, version, { unlist: true });
      },
      ['3', 'before license-gone'],
    ],
    [
      'lists the file and does not have it',
      ({ server }) => {
        server.remove(name, version);
      },
      ['3', 'before license-gone'],
    ],
    [
      'sends nothing',
      ({ server }) => {
        server.fault(server.filePath(name, version), { kind: 'body', body: '' });
      },
      ['1', 'before license-body-empty'],
    ],
    [
      'sends a login page',
      ({ server }) => {
        server.fault(server.filePath(name, version), { kind: 'html' });
      },
      ['1', 'before license-body-web-page'],
    ],
    [
      'is down',
      ({ server }) => {
        server.fault(() => true, { kind: 'status', status: 503 });
      },
      ['3', 'before http-error'],
    ],
    [
      'sends half of the file',
      ({ server }) => {
        server.fault(server.filePath(name, version), { kind: 'truncate', by: 'length' });
      },
      ['3', 'before truncated'],
    ],
    [
      'serves other bytes, and says so',
      ({ server }) => {
        server.serve({ name, version, bytes: other.bytes });
      },
      ['1', 'before license-code-unknown', 'before license-digest-mismatch'],
    ],
    [
      'serves other bytes under the old digest',
      ({ server }) => {
        server.serve({ name, version, bytes: other.bytes, index: 'old' });
      },
      ['1', 'before license-code-unknown', 'before license-digest-mismatch'],
    ],
    [
      'lists a dependency that the archive does not have: npm would install it',
      ({ server }) => {
        server.fault(`/${name}`, { kind: 'replace', from: '"license":', to: '"dependencies":{"evil":"*"},"license":' });
      },
      ['1', 'before license-dependencies'],
    ],
    [
      'lists a command that the archive does not have: npm would link it',
      ({ server }) => {
        server.fault(`/${name}`, { kind: 'replace', from: '"license":', to: '"bin":{"npm":"index.js"},"license":' });
      },
      ['1', 'before license-executables'],
    ],
    [
      'does not say what it lists',
      ({ server }) => {
        server.fault(`/${name}`, { kind: 'status', status: 503 });
      },
      ['3', 'before license-listing-unread'],
    ],
    [
      'says two things of one dependency',
      ({ server }) => {
        const to = '"dependencies":{},"dependencies":{"evil":"*"},"license":';
        server.fault(`/${name}`, { kind: 'replace', from: '"license":', to });
      },
      ['3', 'before license-listing-unread'],
    ],
    [
      'sends the download elsewhere',
      ({ server }) => {
        server.fault(server.filePath(name, version), { kind: 'redirect', to: 'http://127.0.0.1:9/x.tgz' });
      },
      ['3', 'before redirect-refused'],
    ],
  ])('%s', async (_what, act, expected) => {
    expect(await said(act)).toEqual(expected);
  });

  test('that published the version again is told apart where only the lockfile and assay.lock pinned it', async () => {
    const act = ({ server }: NpmScene) => {
      server.serve({ name, version, bytes: other.bytes });
    };
    expect(await said(act, { digests: [] })).toEqual([
      '1',
      'before license-code-unknown',
      'before license-republished',
    ]);
  });

  test('says whom to ask, by the policy’s contact', async () => {
    await npmScene({}, async ({ server, look }) => {
      server.setCredentials([]);
      server.remove(name, version);
      const entry = { contact: 'help@vendor.example', vendor: 'Acme Pro' };
      const { detail } = await look(before, { entry });
      expect(detail('license-gone')).toContain('Acme Pro: help@vendor.example');
    });
  });
});

describe('a credential', () => {
  const basic = { user: 'acme', password: 'sword:fish', name: 'basic' };
  const lookWith = async (credentials: unknown, env: Readonly<Record<string, string>>) => {
    await using server = await startVendorServer({ npm: [npmLicense], credentials: [bearer, basic] });
    await using folder = await temporaryFolder();
    const entry = npmEntry(server.url, { credentials, locked: false, content: { code: 'unchecked' } });
    const look = await lookAtLicense({ entry, project: folder.path, env, phases: before });
    expect(JSON.stringify([look.report, look.notes])).not.toMatch(/tulip-secret|sword|YWNtZTpz/);
    const used = new Set(
      server.requests.map(({ credential, authorization }) => `${authorization} ${credential ?? ''}`),
    );
    return { exitCode: look.exitCode, bad: look.bad.filter((code) => code !== unrecorded), used: [...used] };
  };

  test.each<readonly [string, unknown, Readonly<Record<string, string>>, string]>([
    ['a token in a variable', { env: { token: 'ACME_TOKEN' } }, { ACME_TOKEN: bearer.token }, 'bearer bearer'],
    [
      'name and password in variables',
      { env: { username: 'ACME_USER', password: 'ACME_PASSWORD' } },
      { ACME_USER: basic.user, ACME_PASSWORD: basic.password },
      'basic basic',
    ],
    [
      'both in one variable, as Bundler has it',
      { env: { password: 'ACME' } },
      { ACME: `${basic.user}:${basic.password}` },
      'basic basic',
    ],
  ])('that is %s opens the server', async (_what, credentials, env, used) => {
    expect(await lookWith(credentials, env)).toEqual({ exitCode: 0, bad: [], used: [used] });
  });

  test.each([
    ['is not set', {}],
    ['is empty', { ACME_TOKEN: '' }],
  ])('in a variable that %s is missed before anything is asked', async (_what, env) => {
    const { exitCode, bad, used } = await lookWith({ env: { token: 'ACME_TOKEN' } }, env);
    expect([exitCode, used]).toEqual([3, []]);
    expect(bad).toContain('before license-credentials-missing');
  });

  test('that is wrong is refused by the server', async () => {
    const { exitCode, bad, used } = await lookWith({ env: { token: 'ACME_TOKEN' } }, { ACME_TOKEN: 'wrong' });
    expect([exitCode, used]).toEqual([3, ['bearer ']]);
    expect(bad).toContain('before license-credentials-refused');
  });
});

describe.skipIf(!hasClient('npm'))('a public registry that has the name', () => {
  const squat = (minted: typeof other) => async (look: (scene: NpmScene) => Promise<readonly string[]>) => {
    await using publicly = await startVendorServer({ npm: [minted] });
    return await npmScene({ install: { registry: publicly.url } }, look);
  };
  const codes =
    (entry: object = {}) =>
    async ({ look }: NpmScene) => {
      const { exitCode, bad, good } = await look(before, { entry });
      const about = [...bad, ...good].filter((code) => code.includes('license-name'));
      return [String(exitCode), ...about];
    };

  test('with other bytes is refuted', async () => {
    expect(await squat(other)(codes())).toEqual(['1', 'before license-name-taken']);
  });

  test('with another version alone is refuted too: the name is somebody else’s', async () => {
    const later = mintLicenseTarball({ version: '9.9.9', token: npmToken });
    expect(await squat(later)(codes())).toEqual(['1', 'before license-name-taken']);
  });

  test('with the very same bytes is no attack', async () => {
    expect(await squat(npmLicense)(codes())).toEqual(['0', 'before license-name-same-bytes']);
  });

  test('and without the name says that it is private', async () => {
    const unrelated = mintLicenseTarball({ name: '@other/license', version, token: npmToken });
    expect(await squat(unrelated)(codes())).toEqual(['0', 'before license-name-private']);
  });

  test('is asked without the vendor’s credential', async () => {
    await using publicly = await startVendorServer({ npm: [other] });
    await npmScene({ install: { registry: publicly.url } }, async ({ look }) => {
      const asked = publicly.requests.length;
      await look(before);
      expect(publicly.requests.slice(asked).map(({ authorization }) => authorization)).toEqual(['none']);
    });
  });
});
