/** What has turned out to be bad since: the feed, who signs it, and what it refuses. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, type RunSummary } from '@assay/model';
import { keySigner, renderDeniedFeed, signEnvelope, type DeniedFeed } from '@assay/signature';
import { temporaryFolder } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { sealDenied } from './seal-denied.js';
import {
  byJob,
  byKey,
  bytes,
  decideIn,
  gate,
  keyEntry,
  now,
  own,
  policyText,
  psirt,
  sigstore,
  statementByKey,
  stranger,
  summaryOf,
  verdict,
  type GateWorldOptions,
  type SigningPair,
} from './testing/gate-world.js';

const policy = policyText(`  denied: { signers: [${keyEntry(psirt)}], maxAge: 1h }\n`);
const jobPolicy = policyText(
  `  denied: { signers: [${keyEntry(psirt)}], maxAge: 1h }\n`,
  '{ kind: github, repository: acme/shop, repositoryId: 7 }',
);

function feedOf(given: Partial<DeniedFeed> = {}): DeniedFeed {
  const times = { issuedAt: '2026-11-26T11:30:00Z', expires: '2026-11-27T00:00:00Z' };
  return { feed: 'acme', sequence: 7, ...times, digests: [], publishers: [], purls: [], ...given };
}

async function signed(given: Partial<DeniedFeed> = {}, pair: SigningPair = psirt): Promise<string> {
  return new TextDecoder().decode(await signEnvelope(renderDeniedFeed(feedOf(given)), keySigner(pair.privateKey)));
}

/** A gate with this feed. */
const withFeed = (feed: string, world: GateWorldOptions = {}) =>
  gate({
    policy,
    files: { 'denied.json': feed },
    options: (folder) => ({ denied: join(folder, 'denied.json') }),
    ...world,
  });

const deniedBy = async (given: Partial<DeniedFeed>, world?: GateWorldOptions) =>
  verdict(await withFeed(await signed(given), world));
const reason = 'malware since yesterday';

describe('a feed that denies nothing', () => {
  it('of what is deployed lets it through, and says what was compared', async () => {
    const decision = await withFeed(await signed());
    expect(verdict(decision)).toEqual([0, []]);
    const said = decision.artifacts[0]?.conditions.find(({ condition }) => condition === 'denied')?.detail;
    expect(said).toMatch(/^Compared were the artefact, its signer and 1 components of .*shop\.cdx\.json\.$/);
  });

  it('says that components could not be compared without a bill of materials', async () => {
    const lax = policy.replace('gate:\n', 'gate:\n  sbom: ignore\n');
    const options = (folder: string) => ({ denied: join(folder, 'denied.json'), sboms: [] });
    const decision = await withFeed(await signed(), { policy: lax, options });
    expect(verdict(decision)).toEqual([0, []]);
    expect(decision.artifacts[0]?.conditions.find(({ condition }) => condition === 'denied')?.detail).toContain(
      'What is in it was not',
    );
  });

  it('of other packages, digests and publishers lets it through', async () => {
    const given = {
      digests: [{ digest: digestOf('sha256', 'other'), reason }],
      purls: [
        { pattern: 'pkg:npm/left-pad@1.3.1', reason },
        { pattern: 'pkg:npm/left', reason },
        { pattern: 'pkg:npm/@acme/*', reason },
      ],
      publishers: [
        { kind: 'github', repository: 'acme/left', reason },
        { kind: 'managed-key', fingerprint: 'a'.repeat(64), reason },
      ] as const,
    };
    expect(await deniedBy(given)).toEqual([0, []]);
  });
});

describe('a feed denies', () => {
  const component = [1, ['denied component-denied']];
  it.each<[string, Partial<DeniedFeed>]>([
    ['its version', { purls: [{ pattern: 'pkg:npm/left-pad@1.3.0', reason }] }],
    ['all its versions', { purls: [{ pattern: 'pkg:npm/left-pad', reason }] }],
    ['a pattern of its name', { purls: [{ pattern: 'pkg:npm/left-*', reason }] }],
    ['its digest', { digests: [{ digest: { alg: 'sha512', value: 'ab'.repeat(64), covers: 'artifact' }, reason }] }],
    ['who published it', { publishers: [{ kind: 'github', repository: 'Acme/Left-Pad', reason }] }],
  ])('a component by %s', async (_what, given) => {
    expect(await deniedBy(given)).toEqual(component);
  });

  it.each(['sha256', 'sha512'] as const)('the artefact by its %s', async (alg) => {
    expect(await deniedBy({ digests: [{ digest: digestOf(alg, bytes), reason }] })).toEqual([
      1,
      ['denied artifact-denied'],
    ]);
  });

  it('the key that signed the summary', async () => {
    const { createPublicKey } = await import('node:crypto');
    const spki = createPublicKey(own.publicKey).export({ type: 'spki', format: 'der' });
    const fingerprint = digestOf('sha256', spki).value;
    expect(await deniedBy({ publishers: [{ kind: 'managed-key', fingerprint, reason }] })).toEqual([
      1,
      ['denied signer-denied'],
    ]);
  });

  it.each<[string, DeniedFeed['publishers'][number]]>([
    ['repository', { kind: 'github', repository: 'acme/shop', reason }],
    ['number, though it was renamed', { kind: 'github', repositoryId: '7', reason }],
    ['owner', { kind: 'github', ownerId: '9876543', reason }],
  ])('the job that signed the summary by its %s', async (_what, publisher) => {
    const lines = (digest: RunSummary['policy']) => [byJob(summaryOf(digest))];
    expect(await deniedBy({ publishers: [publisher] }, { policy: jobPolicy, lines })).toEqual([
      1,
      ['denied signer-denied'],
    ]);
  });

  it('a component of a report, where that is at hand', async () => {
    const report = JSON.stringify({ inventory: { subjects: [{ purl: 'pkg:npm/left-pad@1.3.0', files: [] }] } });
    const world: GateWorldOptions = {
      policy: policy.replace('gate:\n', 'gate:\n  sbom: ignore\n'),
      files: { report, 'denied.json': await signed({ purls: [{ pattern: 'pkg:npm/left-pad', reason }] }) },
      lines: async (digest) => [await byKey(summaryOf(digest, { report: digestOf('sha256', report) }))],
      options: (folder) => ({ denied: join(folder, 'denied.json'), sboms: [], reports: [join(folder, 'report')] }),
    };
    expect(verdict(await gate(world))).toEqual([1, ['denied component-denied']]);
  });
});

describe('what cannot be compared', () => {
  it.each([
    ['sbom', 'sboms', '{"bomFormat":"CycloneDX"'],
    ['sbom', 'sboms', '<bom/>'],
    ['report', 'reports', '{}'],
  ] as const)('is no pass: a %s that is the one of the run and says nothing', async (what, option, text) => {
    const world: GateWorldOptions = {
      policy: policy.replace('gate:\n', 'gate:\n  sbom: ignore\n'),
      files: { own: text, 'denied.json': await signed() },
      lines: async (digest) => [await byKey(summaryOf(digest, { [what]: digestOf('sha256', text) }))],
      options: (folder) => ({ denied: join(folder, 'denied.json'), sboms: [], [option]: [join(folder, 'own')] }),
    };
    expect(verdict(await gate(world))).toEqual([3, ['denied components-unreadable']]);
  });

  it('is said: who published the components of a report', async () => {
    const report = JSON.stringify({ inventory: { subjects: [{ purl: 'pkg:npm/left-pad@1.3.0', files: [] }] } });
    const publishers = [{ kind: 'github', repository: 'acme/other', reason }] as const;
    const decision = await gate({
      policy: policy.replace('gate:\n', 'gate:\n  sbom: ignore\n'),
      files: { report, 'denied.json': await signed({ publishers }) },
      lines: async (digest) => [await byKey(summaryOf(digest, { report: digestOf('sha256', report) }))],
      options: (folder) => ({ denied: join(folder, 'denied.json'), sboms: [], reports: [join(folder, 'report')] }),
    });
    expect(verdict(decision)).toEqual([0, []]);
    expect(decision.artifacts[0]?.conditions.find(({ condition }) => condition === 'denied')?.detail).toMatch(
      /1 components of .*, but not who published them: a report does not say\.$/,
    );
  });
});

describe('a feed is not relied on', () => {
  it.each<[string, number, string, () => Promise<string>]>([
    ['that is empty', 3, 'denied-feed-unreadable', () => Promise.resolve('')],
    ['that is cut', 3, 'denied-feed-unreadable', async () => (await signed()).slice(0, 200)],
    ['of two lines', 3, 'denied-feed-unreadable', async () => `${await signed()}${await signed({ sequence: 8 })}`],
    ['by the signer of the summary alone', 1, 'denied-feed-signature-invalid', () => signed({}, own)],
    ['by a stranger', 1, 'denied-feed-signature-invalid', () => signed({}, stranger)],
    ['that is old', 3, 'denied-feed-stale', () => signed({ issuedAt: '2026-11-26T10:59:59Z' })],
    ['that has expired', 3, 'denied-feed-stale', () => signed({ expires: now })],
    ['from the future', 1, 'denied-feed-in-future', () => signed({ issuedAt: '2026-11-26T12:05:01Z' })],
    [
      'that is a summary',
      3,
      'denied-feed-unreadable',
      async () => byKey(summaryOf(digestOf('sha256', 'policy')), psirt),
    ],
    [
      'whose subject is not its contents',
      1,
      'denied-feed-malformed',
      async () => statementByKey(await spoilt((statement) => (statement.predicate['sequence'] = 99)), psirt),
    ],
    [
      'with a member that nobody knows',
      1,
      'denied-feed-malformed',
      async () => statementByKey(await spoilt((statement) => (statement.predicate['licences'] = [])), psirt),
    ],
  ])('%s', async (_what, exitCode, code, make) => {
    expect(verdict(await withFeed(await make()))).toEqual([exitCode, [`denied-feed ${code}`]]);
  });

  async function spoilt(change: (statement: { predicate: Record<string, unknown> }) => void): Promise<object> {
    const { payload } = JSON.parse(await signed()) as { payload: string };
    const statement = JSON.parse(Buffer.from(payload, 'base64').toString()) as { predicate: Record<string, unknown> };
    change(statement);
    return statement;
  }

  it('that has another name than the policy asks for, though its signer is the same', async () => {
    const named = policy.replace('maxAge: 1h', 'maxAge: 1h, feed: acme');
    expect(verdict(await withFeed(await signed(), { policy: named }))).toEqual([0, []]);
    expect(verdict(await withFeed(await signed({ feed: 'acme-test' }), { policy: named }))).toEqual([
      1,
      ['denied-feed denied-feed-other'],
    ]);
  });

  it('that is not there', async () => {
    expect(verdict(await gate({ policy }))).toEqual([3, ['denied-feed denied-feed-missing']]);
    const url = policy.replace('maxAge: 1h', 'maxAge: 1h, url: "https://feeds.acme.example/denied"');
    expect(verdict(await gate({ policy: url }))).toEqual([3, ['denied-feed denied-feed-missing']]);
  });

  it('that cannot be fetched', async () => {
    const url = policy.replace('maxAge: 1h', 'maxAge: 1h, url: "https://127.0.0.1:9/denied"');
    expect(verdict(await gate({ policy: url, options: { offline: false } }))).toEqual([
      3,
      ['denied-feed denied-feed-unreachable'],
    ]);
  });

  it('that is older than one seen before, nor another of the same number', async () => {
    await using place = await temporaryFolder();
    const options = (folder: string) => ({ denied: join(folder, 'denied.json'), state: join(folder, 'state.json') });
    const decide = async (given: Partial<DeniedFeed>) =>
      verdict(await decideIn(place.path, { policy, options, files: { 'denied.json': await signed(given) } }));
    expect(await decide({})).toEqual([0, []]);
    expect(await decide({ sequence: 6 })).toEqual([1, ['denied-feed denied-feed-rolled-back']]);
    expect(await decide({ issuedAt: '2026-11-26T11:31:00Z' })).toEqual([1, ['denied-feed denied-feed-rolled-back']]);
    expect(await decide({})).toEqual([0, []]);
    expect(await decide({ sequence: 8 })).toEqual([0, []]);
  });

  it('that is older than one which refused', async () => {
    await using place = await temporaryFolder();
    const options = (folder: string) => ({ denied: join(folder, 'denied.json'), state: join(folder, 'state.json') });
    const decide = async (given: Partial<DeniedFeed>) =>
      verdict(await decideIn(place.path, { policy, options, files: { 'denied.json': await signed(given) } }));
    const purls = [{ pattern: 'pkg:npm/left-pad', reason }];
    expect(await decide({ sequence: 8, purls })).toEqual([1, ['denied component-denied']]);
    expect(await decide({})).toEqual([1, ['denied-feed denied-feed-rolled-back']]);
  });
});

describe('a feed that a job signs', () => {
  const feedPolicy = policyText(
    '  denied: { signers: [{ kind: github, repository: acme/shop, repositoryId: 7 }], maxAge: 1h }\n',
  );

  it('counts like one that a key signs', async () => {
    const { githubIdentity } = await import('@assay/testkit');
    const by = (repositoryId: string) => {
      const identity = githubIdentity({ repository: 'acme/shop', repositoryId });
      return sigstore.sign({
        statement: renderDeniedFeed(feedOf()),
        as: 'dsse',
        identity,
        signedAt: '2026-11-26T11:30:05Z',
      }).text;
    };
    expect(verdict(await withFeed(by('7'), { policy: feedPolicy }))).toEqual([0, []]);
    expect(verdict(await withFeed(by('8'), { policy: feedPolicy }))).toEqual([
      1,
      ['denied-feed denied-feed-signer-not-accepted'],
    ]);
  });
});

describe('sealing a list', () => {
  async function seal(text: string): Promise<string> {
    await using place = await temporaryFolder();
    const [file, keyFile] = [join(place.path, 'denied.yaml'), join(place.path, 'key.pem')];
    await writeFile(file, text);
    await writeFile(keyFile, psirt.privateKey);
    return new TextDecoder().decode(await sealDenied({ file, keyFile, at: '2026-11-26T11:30:00Z' }));
  }
  const head = 'feed: acme\nsequence: 1\nexpires: 2026-11-27T00:00:00Z\n';

  it('makes a feed that the gate takes', async () => {
    const list = `${head}purls:\n  - { purl: pkg:npm/left-pad@1.3.0, reason: malware }\n`;
    expect(verdict(await withFeed(await seal(list)))).toEqual([1, ['denied component-denied']]);
    expect(verdict(await withFeed(await seal(head)))).toEqual([0, []]);
    const json = JSON.stringify({
      feed: 'acme',
      sequence: 1,
      expires: '2026-11-27T00:00:00Z',
      digests: [{ digest: `sha256:${digestOf('sha256', bytes).value}`, reason, since: '2026-11-26' }],
    });
    expect(verdict(await withFeed(await seal(json)))).toEqual([1, ['denied artifact-denied']]);
  });

  it.each<[string, string, number, RegExp]>([
    ['a mistyped key', `${head}purl: []\n`, 1, /"purl" is not a member here/],
    [
      'a mistyped key of an entry',
      `${head}purls:\n  - { purl: pkg:npm/a, reason: b }\n  - { prul: pkg:npm/a, reason: b }\n`,
      6,
      /"prul" is not a member/,
    ],
    ['a pattern of everything', `${head}purls:\n  - { purl: "pkg:npm/**", reason: b }\n`, 5, /is a purl as in/],
    ['an entry without a reason', `${head}purls:\n  - { purl: pkg:npm/a }\n`, 5, /reason is a text/],
    [
      'a weak digest',
      `${head}digests:\n  - { digest: "sha1:${'a'.repeat(40)}", reason: b }\n`,
      5,
      /the digest is SHA-256/,
    ],
    ['a publisher of no kind', `${head}publishers:\n  - { kind: gitea, reason: b }\n`, 5, /kind is one of github/],
    [
      'a publisher that names nobody',
      `${head}publishers:\n  - { kind: github, reason: b }\n`,
      5,
      /has repository or repositoryId or ownerId/,
    ],
    ...(
      [
        ['kind: github, repository: tool', /repository is OWNER\/NAME/],
        ['kind: github, repository: "https://github.com/acme/tool"', /repository is OWNER\/NAME/],
        ['kind: github, repository: acme/tool.git', /repository is OWNER\/NAME/],
        ['kind: github, repository: "acme/*"', /repository is OWNER\/NAME/],
        ['kind: github, repositoryId: "7a"', /repositoryId is a number/],
        ['kind: email, email: acme.example', /email is one/],
        ['kind: identity, identity: "https://ci.acme.example/*"', /identity is written out/],
        ['kind: registry-key, keyId: "SHA256:*"', /keyId is written out/],
      ] as const
    ).map(([fields, message]): [string, string, number, RegExp] => [
      `the publisher { ${fields} }, which is nobody`,
      `${head}publishers:\n  - { ${fields}, reason: b }\n`,
      5,
      message,
    ]),
    ...(
      [
        ['pkg:npm/acme/tool', /NAME or @SCOPE\/NAME/],
        ['pkg:npm/@acme', /NAME or @SCOPE\/NAME/],
        ['pkg:npm/left-pad@>=1.3.0', /is a purl as in/],
        ['pkg:npm/left-pad@^1.3.0', /is a purl as in/],
        ['pkg:npm/left-pad@v1.3.0', /is no version/],
        ['pkg:npm/left-pad@~1.3.0', /is no version/],
        ['pkg:npm/left-pad@', /is no version/],
        ['pkg:npm/left-pad@%ZZ', /is a purl as in/],
        ['pkg:rubygems/rails', /type of gems is "gem"/],
        ['pkg:gem/rails/rails', /no namespace/],
        ['pkg:composer/monolog', /VENDOR\/NAME/],
      ] as const
    ).map(([purl, message]): [string, string, number, RegExp] => [
      `the purl ${purl}, which no package has`,
      `${head}purls:\n  - { purl: "${purl}", reason: b }\n`,
      5,
      message,
    ]),
    ['no sequence', 'feed: acme\nexpires: 2026-11-27T00:00:00Z\n', 1, /sequence is a whole number/],
    ['an end before its beginning', head.replace('2026-11-27', '2026-11-20'), 3, /before it is issued/],
    [
      'a day that does not exist',
      `${head}digests:\n  - { digest: "sha256:${'a'.repeat(64)}", reason: b, since: "2026-02-30" }\n`,
      5,
      /since is a day/,
    ],
    ['nothing', '', 1, /is a mapping/],
  ])('refuses %s, with its line', async (_what, text, line, message) => {
    await expect(seal(text)).rejects.toMatchObject({
      code: 'ERR_USAGE',
      line,
      message: expect.stringMatching(message) as string,
    });
  });
});
