/** A licence gem from the vendor's server to the installed files: the right one passes, each attack and each mishap has a code of its own. */

import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  licenseGemScene,
  mintLicenseGem,
  mintLicenseIssuer,
  sceneLicenseId,
  scenePassword,
  writeFiles,
  type LicenseGemMistake,
  type LicenseGemScene,
  type LicenseGemSceneOptions,
} from '@assay/testkit';
import { tokenFingerprint } from '@assay/signature';
import { describe, expect, test } from 'vitest';
import { lookAtLicense, type LookOptions } from './testing/look-at-license.js';

const token = mintLicenseIssuer().token('Acme Ltd');
const bad = (mistake: LicenseGemMistake) => mintLicenseGem({ id: sceneLicenseId, token, mistake });
const release = { name: 'karafka-license', version: sceneLicenseId } as const;
const account = { name: 'first', user: 'acme', password: scenePassword } as const;

const served = (bytes: Uint8Array, index?: 'old') => (scene: LicenseGemScene) => {
  scene.server.serve({ ...release, bytes, ...(index === undefined ? {} : { index }) });
};
const faulty =
  (fault: Parameters<LicenseGemScene['server']['fault']>[1]) =>
  ({ server }: LicenseGemScene) => {
    server.fault(server.filePath(release.name, release.version), fault);
  };
const cached = ({ gemDir, gem }: LicenseGemScene) => join(gemDir, 'cache', gem.fileName);
const installed = ({ gemDir }: LicenseGemScene) => join(gemDir, 'gems', `${release.name}-${release.version}`);

interface Attack {
  readonly scene?: LicenseGemSceneOptions;
  readonly attack?: (scene: LicenseGemScene) => unknown;
  readonly look?: LookOptions;
  readonly exitCode: number;
  readonly faults: readonly string[];
}

/** What the checks that need a copy say where there is none. */
const noCopy = ['code', 'content', 'digest', 'token'].map((name) => `before license-${name}/license-no-copy`);
const before = { phases: ['before'] } as const;
const anotherId = mintLicenseGem({ id: '1000.43', token: mintLicenseIssuer().token('Another Ltd') });

const onTheServer: Readonly<Record<string, Attack>> = {
  'a tampered download': {
    attack: served(bad('code-reformatted').bytes, 'old'),
    exitCode: 1,
    faults: ['before license-code/license-code-unknown', 'before license-digest/license-digest-mismatch'],
  },
  'a version that was published again, where only the lockfile knows the first one': {
    scene: { entry: { digests: undefined } },
    attack: served(mintLicenseGem({ id: sceneLicenseId, token, mistake: 'development-dependency' }).bytes),
    exitCode: 1,
    faults: ['before license-digest/license-republished'],
  },
  'an extra file': {
    attack: served(bad('extra-file').bytes),
    exitCode: 1,
    faults: ['before license-content/license-file-unexpected', 'before license-digest/license-digest-mismatch'],
  },
  'a plugin of RubyGems': {
    attack: served(bad('plugin').bytes),
    exitCode: 1,
    faults: [
      'before license-code/license-code-unknown',
      'before license-content/license-file-unexpected',
      'before license-content/license-plugins',
      'before license-digest/license-digest-mismatch',
    ],
  },
  'an extension': {
    attack: served(bad('extension').bytes),
    exitCode: 1,
    faults: [
      'before license-code/license-code-unknown',
      'before license-content/license-extensions',
      'before license-content/license-file-unexpected',
      'before license-digest/license-digest-mismatch',
    ],
  },
  'the token of another vendor’s customer': {
    attack: served(bad('foreign-token').bytes),
    exitCode: 1,
    faults: ['before license-digest/license-digest-mismatch', 'before license-token/license-token-foreign-key'],
  },
  'another customer’s gem under this licence’s id': {
    attack: served(mintLicenseGem({ id: sceneLicenseId, token: mintLicenseIssuer().token('Another Ltd') }).bytes),
    exitCode: 1,
    faults: ['before license-digest/license-digest-mismatch', 'before license-token/license-token-other-entity'],
  },
  'another licence’s gem under this id': {
    attack: served(anotherId.bytes),
    exitCode: 1,
    faults: [
      'before license-content/license-other-package',
      'before license-content/license-version-file',
      'before license-digest/license-digest-mismatch',
      'before license-token/license-token-other-entity',
    ],
  },
  'credentials that were rotated (401)': {
    attack: ({ server }) => {
      server.setCredentials([{ ...account, password: 'another' }]);
    },
    exitCode: 3,
    faults: [...noCopy, 'before license-presence/license-credentials-refused'],
  },
  'credentials that ended (401)': {
    attack: ({ server }) => {
      server.setCredentials([{ ...account, state: 'expired' }]);
    },
    exitCode: 3,
    faults: [...noCopy, 'before license-presence/license-credentials-refused'],
  },
  'a subscription that does not cover it (403)': {
    attack: ({ server }) => {
      server.setCredentials([{ ...account, state: 'forbidden' }]);
    },
    exitCode: 3,
    faults: [...noCopy, 'before license-presence/license-access-denied'],
  },
  'credentials that are not there': {
    look: { ...before, env: { KARAFKA_PRO_PASSWORD: undefined } },
    exitCode: 3,
    faults: [...noCopy, 'before license-presence/license-credentials-missing'],
  },
  'a gem that is gone (404)': {
    attack: ({ server }) => {
      server.remove(release.name, release.version, { unlist: true });
    },
    exitCode: 3,
    faults: [...noCopy, 'before license-presence/license-gone'],
  },
  'a version that was withdrawn': {
    scene: { server: { gems: [anotherId] } },
    exitCode: 1,
    faults: [...noCopy, 'before license-presence/license-withdrawn'],
  },
  'an empty body': {
    attack: faulty({ kind: 'body', body: '' }),
    exitCode: 1,
    faults: [...noCopy, 'before license-presence/license-body-empty'],
  },
  'a login page': {
    attack: faulty({ kind: 'html' }),
    exitCode: 1,
    faults: [...noCopy, 'before license-presence/license-body-web-page'],
  },
  'an outage (503)': {
    attack: faulty({ kind: 'status', status: 503 }),
    exitCode: 3,
    faults: [...noCopy, 'before license-presence/http-error'],
  },
  'a body that breaks off': {
    attack: faulty({ kind: 'truncate', by: 'length' }),
    exitCode: 3,
    faults: [...noCopy, 'before license-presence/truncated'],
  },
  'a server that is not there': {
    attack: ({ server }) => server.close(),
    exitCode: 3,
    faults: [...noCopy, 'before license-presence/connect-failure'],
  },
  'a redirect to another origin': {
    attack: faulty({ kind: 'redirect', to: 'https://cdn.example/karafka-license-1000.42.gem' }),
    exitCode: 3,
    faults: [...noCopy, 'before license-presence/redirect-refused'],
  },
};

const onThisMachine: Readonly<Record<string, Attack>> = {
  'a tampered cache': {
    attack: (scene) => writeFiles(join(cached(scene), '..'), { [scene.gem.fileName]: bad('code-calls-home').bytes }),
    exitCode: 1,
    faults: ['after license-code/license-code-unknown', 'after license-digest/license-digest-mismatch'],
  },
  'a byte behind the archive in the cache': {
    attack: (scene) => appendFile(cached(scene), 'x'),
    exitCode: 1,
    faults: ['after license-digest/license-digest-mismatch'],
  },
  'a block behind the archive in the cache': {
    attack: (scene) => appendFile(cached(scene), 'x'.repeat(512)),
    exitCode: 1,
    faults: [
      'after license-code/license-code-unread',
      'after license-content/license-content-unclear',
      'after license-digest/license-digest-mismatch',
    ],
  },
  'a tampered installed file': {
    attack: (scene) => appendFile(join(installed(scene), 'lib/license.txt'), '\n'),
    exitCode: 1,
    faults: ['installed license-installed/license-installed-changed'],
  },
  'tampered installed code': {
    attack: (scene) => appendFile(join(installed(scene), 'lib/karafka-license.rb'), 'system "id"\n'),
    exitCode: 1,
    faults: ['installed license-code/license-code-unknown', 'installed license-installed/license-installed-changed'],
  },
  'a file beside the installed ones': {
    attack: (scene) => writeFiles(installed(scene), { 'lib/rubygems_plugin.rb': 'system "id"\n' }),
    exitCode: 1,
    faults: [
      'installed license-code/license-code-unknown',
      'installed license-content/license-file-unexpected',
      'installed license-installed/license-installed-added',
    ],
  },
  'an installed file that is missing': {
    attack: (scene) => rm(join(installed(scene), 'lib/version.txt')),
    exitCode: 1,
    faults: ['installed license-content/license-file-missing', 'installed license-installed/license-installed-missing'],
  },
  'a specification that runs code': {
    attack: ({ gemDir }) =>
      appendFile(join(gemDir, 'specifications', `${release.name}-${release.version}.gemspec`), 'system "id"\n'),
    exitCode: 1,
    faults: ['installed license-installed/license-installed-doubtful'],
  },
};

const inThePolicy: Readonly<Record<string, Attack>> = {
  'a revoked token': {
    scene: { entry: { token: { revocations: './revoked.txt', keys: [mintLicenseIssuer().publicKeyPem] } } },
    attack: ({ policy }) =>
      writeFiles(join(policy, '..'), { 'revoked.txt': `${tokenFingerprint(new TextEncoder().encode(token))}\n` }),
    exitCode: 1,
    faults: ['after', 'before', 'installed'].map((phase) => `${phase} license-token/license-token-revoked`),
  },
  'a list of revoked tokens that is not there': {
    scene: { entry: { token: { revocations: './revoked.txt', keys: [mintLicenseIssuer().publicKeyPem] } } },
    exitCode: 3,
    faults: ['after', 'before', 'installed'].map((phase) => `${phase} license-token/license-revocations-unreadable`),
  },
  'an issuer’s key that is another one': {
    scene: { entry: { token: { keys: [mintLicenseIssuer('stranger').publicKeyPem] } } },
    exitCode: 1,
    faults: ['after', 'before', 'installed'].map((phase) => `${phase} license-token/license-token-foreign-key`),
  },
  'an entity that is another one': {
    scene: { entry: { token: { keys: [mintLicenseIssuer().publicKeyPem], entity: 'Acme Inc' } } },
    exitCode: 1,
    faults: ['after', 'before', 'installed'].map((phase) => `${phase} license-token/license-token-other-entity`),
  },
  'an entitlement that has ended': {
    scene: { entry: { entitlement: { until: '2026-05-31' } } },
    exitCode: 1,
    faults: ['license-entitlement/license-entitlement-ended'],
  },
  'an entitlement that ends on this day': {
    scene: { entry: { entitlement: { until: '2026-06-01' } } },
    exitCode: 0,
    faults: ['license-entitlement/license-entitlement-ending'],
  },
  'an entitlement that ends within the days that are told': {
    scene: { entry: { entitlement: { until: '2026-08-31' } } },
    look: { warnDays: 92 },
    exitCode: 0,
    faults: ['license-entitlement/license-entitlement-ending'],
  },
  'an entitlement that ends a day later': {
    scene: { entry: { entitlement: { until: '2026-09-01' } } },
    look: { warnDays: 92 },
    exitCode: 0,
    faults: [],
  },
};

async function run({ scene: options, attack, look }: Attack, usual?: LookOptions) {
  await using scene = await licenseGemScene(options);
  await attack?.(scene);
  return await lookAtLicense(scene, { ...usual, ...look });
}

describe('the server serves', () => {
  test.each(Object.entries(onTheServer))('%s', async (_title, attack) => {
    const { exitCode, faults } = await run(attack, before);
    expect({ exitCode, faults }).toEqual({ exitCode: attack.exitCode, faults: [...attack.faults].sort() });
  });
});

describe('this machine has', () => {
  test.each(Object.entries(onThisMachine))('%s, which no other phase is blamed for', async (_title, attack) => {
    const { exitCode, faults } = await run(attack);
    expect({ exitCode, faults }).toEqual({ exitCode: attack.exitCode, faults: [...attack.faults].sort() });
  });
});

describe('the policy knows', () => {
  test.each(Object.entries(inThePolicy))('%s', async (_title, attack) => {
    const { exitCode, faults } = await run(attack);
    expect({ exitCode, faults }).toEqual({ exitCode: attack.exitCode, faults: [...attack.faults].sort() });
  });
});
