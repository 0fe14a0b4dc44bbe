/** For each condition, a good set in which it alone is spoilt; and what attackers and accidents do to the set. */

import { digestOf, type RunSummary } from '@assay/model';
import { githubIdentity } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import {
  byJob,
  byKey,
  bytes,
  decideIn,
  failing,
  gate,
  good,
  keyEntry,
  own,
  policyText,
  sbomText,
  statementByKey,
  stranger,
  summaryOf,
  verdict,
  type GateWorldOptions,
} from './testing/gate-world.js';

type Policy = RunSummary['policy'];
const changed = (given: Partial<RunSummary>) => async (policy: Policy) => [await byKey(summaryOf(policy, given))];
const jobSigner = '{ kind: github, repository: acme/shop, repositoryId: 7, workflow: .github/workflows/build.yml }';
const decisions = (given: Partial<RunSummary['decisions']>) => ({
  pass: 2,
  waived: 0,
  warn: 0,
  unverified: 0,
  fail: 0,
  ...given,
});
const waiver = { purl: 'pkg:npm/a@1.0.0', check: 'source', expires: '2026-11-26', count: 1 };
const waived = { decision: 'waived', decisions: decisions({ pass: 1, waived: 1 }), waivers: [waiver] } as const;
const failed = { decision: 'fail', exitCode: 1, decisions: decisions({ pass: 1, fail: 1 }) } as const;

describe('a good set', () => {
  it('passes by a key, and every condition has a line', async () => {
    const decision = await gate();
    expect(verdict(decision)).toEqual([0, []]);
    const told = decision.artifacts[0]?.conditions.map(({ condition, code }) => `${condition} ${code}`);
    expect(told).toEqual([
      'artifact artifact-read',
      'lines summary-lines-read',
      'summary summary-found',
      'signature summary-signature-valid',
      'signer summary-signer-accepted',
      'content summary-understood',
      'subject subject-matches',
      'newest summary-newest',
      'decision run-passed',
      'depth depth-enough',
      'policy policy-accepted',
      'verifier verifier-accepted',
      'freshness summary-fresh',
      'clock time-not-in-future',
      'signing-time signing-time-not-witnessed',
      'replay nothing-remembered',
      'links links-strong-enough',
      'waivers no-waivers',
      'sbom sbom-belongs',
      'denied-feed denied-not-asked',
      'denied denied-not-asked',
    ]);
  });

  it('passes by a job, whose times are witnessed', async () => {
    const decision = await gate({ policy: policyText('', jobSigner), lines: (policy) => [byJob(summaryOf(policy))] });
    expect(verdict(decision)).toEqual([0, []]);
    expect(decision.artifacts[0]?.conditions.find(({ condition }) => condition === 'signing-time')?.code).toBe(
      'signing-time-agrees',
    );
    expect(decision.artifacts[0]?.summary?.signedBy).toContain('acme/shop/.github/workflows/build.yml');
  });

  it.each<[string, GateWorldOptions]>([
    ['with waivers that are in force', { lines: changed(waived) }],
    ['with warnings', { lines: changed({ decision: 'warn', decisions: decisions({ pass: 1, warn: 1 }) }) }],
    ['up to the last second of its age', { lines: changed({ at: '2026-11-19T12:00:00Z' }) }],
    ['made within the skew of clocks', { lines: changed({ at: '2026-11-26T12:05:00Z' }) }],
    [
      'under a policy that is listed',
      {
        policy: policyText(`  policies: [this, "sha256:${'a'.repeat(64)}"]\n`),
        lines: changed({ policy: { alg: 'sha256', value: 'a'.repeat(64), covers: 'document' } }),
      },
    ],
    ['by an accepted version', { policy: policyText('  verifiers: ">=0.1.0"\n') }],
    [
      'asserted, where that is said to do',
      {
        policy: policyText('  links: [asserted]\n'),
        lines: changed({ lockfiles: [{ path: 'a', digest: digestOf('sha256', 'a'), link: 'asserted' }] }),
      },
    ],
    ['by digest', { options: { artifacts: [`shop.tgz@sha256:${digestOf('sha256', bytes).value}`] } }],
    ['by digest alone', { options: { artifacts: [`sha256:${digestOf('sha256', bytes).value}`] } }],
    [
      'without a bill of materials, where none is asked for',
      { policy: policyText('  sbom: ignore\n'), options: { sboms: [] } },
    ],
    [
      'without a bill of materials that is only preferred',
      { policy: policyText('  sbom: prefer\n'), options: { sboms: [] } },
    ],
    [
      'beside summaries of other artefacts',
      {
        lines: async (policy) => [
          ...(await good(policy)),
          await byKey(
            summaryOf(policy, {
              ...failed,
              artifact: { name: 'other', digests: [digestOf('sha256', 'other')] },
              lockfiles: [{ path: 'a', digest: digestOf('sha256', 'a'), link: 'asserted' }],
            }),
          ),
        ],
      },
    ],
  ])('passes %s', async (_what, world) => {
    expect(verdict(await gate(world))).toEqual([0, []]);
  });
});

describe('one condition that does not hold refuses, with its code:', () => {
  const sha512 = digestOf('sha512', 'other');
  const lockfile = { path: 'package-lock.json', digest: digestOf('sha256', 'lock') };
  it.each<[string, number, string, GateWorldOptions]>([
    ['other bytes under this name', 1, 'summary summary-wrong-subject', { artifact: 'other bytes' }],
    ['no summary', 3, 'summary summary-missing', { lines: [] }],
    [
      'a signature by another key',
      1,
      'signature summary-signature-invalid',
      { lines: async (policy) => [await byKey(summaryOf(policy), stranger)] },
    ],
    [
      'another SHA-512',
      1,
      'subject subject-differs',
      {
        policy: policyText(),
        lines: changed({ artifact: { name: 'shop.tgz', digests: [digestOf('sha256', bytes), sha512] } }),
      },
    ],
    ['a run that failed', 1, 'decision run-failed', { lines: changed(failed) }],
    [
      'a run that was left open',
      3,
      'decision run-unverified',
      { lines: changed({ decision: 'unverified', exitCode: 3, decisions: decisions({ pass: 1, unverified: 1 }) }) },
    ],
    [
      'warnings that are refused',
      1,
      'decision run-warnings-refused',
      {
        policy: policyText('  warnings: refuse\n'),
        lines: changed({ decision: 'warn', decisions: decisions({ pass: 1, warn: 1 }) }),
      },
    ],
    [
      'waivers that are refused',
      1,
      'decision run-waivers-refused',
      { policy: policyText('  waivers: refuse\n'), lines: changed(waived) },
    ],
    [
      'waivers below warnings that are refused',
      1,
      'decision run-waivers-refused',
      {
        policy: policyText('  waivers: refuse\n'),
        lines: changed({ ...waived, decision: 'warn', decisions: decisions({ pass: 0, waived: 1, warn: 1 }) }),
      },
    ],
    ['a shallow run', 1, 'depth depth-too-low', { lines: changed({ depth: 'registry' }) }],
    ['another policy', 1, 'policy policy-not-accepted', { lines: changed({ policy: digestOf('sha256', 'lenient') }) }],
    ['an old verifier', 1, 'verifier verifier-not-accepted', { policy: policyText('  verifiers: ">=0.2.0"\n') }],
    [
      'a verifier that says no version',
      1,
      'verifier verifier-not-accepted',
      { policy: policyText('  verifiers: ">=0.1.0"\n'), lines: changed({ version: 'newest' }) },
    ],
    ['an old summary', 1, 'freshness summary-stale', { lines: changed({ at: '2026-11-19T11:59:59Z' }) }],
    [
      'a new verdict on old evidence',
      1,
      'freshness summary-stale',
      { lines: changed({ evidence: digestOf('sha256', 'evidence'), evidenceAt: '2026-11-19T11:59:59Z' }) },
    ],
    ['a summary from the future', 1, 'clock time-in-future', { lines: changed({ at: '2026-11-26T12:05:01Z' }) }],
    ['a clock that is ten years ahead', 1, 'freshness summary-stale', { options: { at: '2036-11-26T12:00:00Z' } }],
    ['a clock that is ten years behind', 1, 'clock time-in-future', { options: { at: '2016-11-26T12:00:00Z' } }],
    [
      'a link that is only asserted',
      1,
      'links link-too-weak',
      {
        lines: changed({
          lockfiles: [
            { ...lockfile, link: 'embedded', within: 'a' },
            { path: 'b', digest: lockfile.digest, link: 'asserted' },
          ],
        }),
      },
    ],
    ['no lockfile', 1, 'links no-lockfile', { lines: changed({ lockfiles: [] }) }],
    [
      'a waiver that has expired since',
      1,
      'waivers waiver-expired',
      { lines: changed({ ...waived, at: '2026-11-25T11:00:00Z', waivers: [{ ...waiver, expires: '2026-11-25' }] }) },
    ],
    ['no bill of materials', 3, 'sbom sbom-missing', { options: { sboms: [] } }],
    ['another bill of materials', 1, 'sbom sbom-differs', { files: { 'shop.cdx.json': `${sbomText} ` } }],
    [
      'another bill of materials, though none is asked for',
      1,
      'sbom sbom-differs',
      { policy: policyText('  sbom: ignore\n'), files: { 'shop.cdx.json': '{}' } },
    ],
  ])('%s', async (_what, exitCode, code, world) => {
    expect(verdict(await gate(world))).toEqual([exitCode, [code]]);
  });

  it('a bill of materials that the summary does not name', async () => {
    const without = async (policy: Policy) => {
      const { sbom: _sbom, ...rest } = summaryOf(policy);
      return [await byKey(rest)];
    };
    expect(verdict(await gate({ lines: without, options: { sboms: [] } }))).toEqual([3, ['sbom sbom-not-stated']]);
    expect(verdict(await gate({ lines: without }))).toEqual([1, ['sbom sbom-differs']]);
  });

  it.each(['report', 'evidence'] as const)('another %s than the run wrote', async (what) => {
    const name = what === 'report' ? 'reports' : 'evidence';
    const files = { good: what, bad: 'other' };
    const lines = changed({ [what]: digestOf('sha256', what) });
    const asked = (file: string) => gate({ files, lines, options: (folder) => ({ [name]: [`${folder}/${file}`] }) });
    expect(verdict(await asked('good'))).toEqual([0, []]);
    expect(verdict(await asked('bad'))).toEqual([1, [`${what} ${what}-differs`]]);
  });
});

describe('a job that signs', () => {
  const policy = policyText('', jobSigner);
  const identity = (run: Parameters<typeof githubIdentity>[0]) =>
    githubIdentity({ repository: 'acme/shop', repositoryId: '7', workflow: '.github/workflows/build.yml', ...run });
  it.each<[string, ReturnType<typeof githubIdentity>]>([
    ['another repository', identity({ repository: 'acme/shop2' })],
    ['a repository of that name with another number', identity({ repositoryId: '8' })],
    ['another workflow of the repository', identity({ workflow: '.github/workflows/pull-request.yml' })],
  ])('is refused where it is %s', async (_what, other) => {
    const decision = await gate({ policy, lines: (digest) => [byJob(summaryOf(digest), undefined, other)] });
    expect(verdict(decision)).toEqual([1, ['signer summary-signer-not-accepted']]);
  });

  it('is refused where it signed before the summary says it was made', async () => {
    const lines = (digest: Policy) => [byJob(summaryOf(digest), '2026-11-26T10:50:00Z')];
    expect(verdict(await gate({ policy, lines }))).toEqual([1, ['signing-time signing-time-contradicts']]);
  });

  it('is unknown under a root that nobody trusts here', async () => {
    const { mintSigstore } = await import('@assay/testkit');
    const files = { 'root.json': JSON.stringify(mintSigstore({ name: 'other.example' }).trustedRoot()) };
    const decision = await gate({ policy, files, lines: (digest) => [byJob(summaryOf(digest))] });
    expect(decision.exitCode).not.toBe(0);
    expect(failing(decision)[0]).toMatch(/^signature summary-signature-/);
  });

  it('counts for nothing where a key is expected, nor a key where a job is', async () => {
    const one = await gate({ lines: (digest) => [byJob(summaryOf(digest))] });
    expect(verdict(one)).toEqual([1, ['signer summary-signer-not-accepted']]);
    expect(verdict(await gate({ policy }))).toEqual([1, ['signature summary-signature-invalid']]);
  });
});

describe('of several summaries', () => {
  const older = { at: '2026-11-25T11:00:00Z' } as const;
  it('the newest decides: a failure beside an older pass', async () => {
    const lines = async (policy: Policy) => [
      await byKey(summaryOf(policy, failed)),
      await byKey(summaryOf(policy, older)),
    ];
    const decision = await gate({ lines });
    expect(verdict(decision)).toEqual([1, ['newest summary-superseded', 'decision run-failed']]);
    expect(decision.artifacts[0]?.others.map(({ code, line }) => `${code} ${String(line)}`)).toEqual([
      'older-summary 2',
    ]);
  });

  it('the newest decides: a pass beside an older failure', async () => {
    const lines = async (policy: Policy) => [
      await byKey(summaryOf(policy, { ...failed, ...older })),
      await byKey(summaryOf(policy)),
    ];
    expect(verdict(await gate({ lines }))).toEqual([0, []]);
  });

  it('a pass on older evidence does not supersede a failure', async () => {
    const old = { at: '2026-11-26T11:30:00Z', evidence: digestOf('sha256', 'e'), evidenceAt: '2026-11-26T10:00:00Z' };
    const lines = async (policy: Policy) => [
      await byKey(summaryOf(policy, old)),
      await byKey(summaryOf(policy, failed)),
    ];
    expect(verdict(await gate({ lines }))).toEqual([1, ['newest summary-superseded', 'decision run-failed']]);
  });

  it('the worst decides where two are equally new', async () => {
    for (const order of [0, 1]) {
      const lines = async (policy: Policy) => {
        const both = [await byKey(summaryOf(policy, failed)), await byKey(summaryOf(policy))];
        return order === 0 ? both : both.toReversed();
      };
      expect(verdict(await gate({ lines }))).toEqual([1, ['decision run-failed']]);
    }
  });

  it('a newer one by a stranger is told, and decides nothing', async () => {
    const lines = async (policy: Policy) => [
      await byKey(summaryOf(policy)),
      await byKey(summaryOf(policy, { ...failed, at: '2026-11-26T11:30:00Z' }), stranger),
    ];
    const decision = await gate({ lines });
    expect(verdict(decision)).toEqual([0, []]);
    expect(decision.artifacts[0]?.others).toMatchObject([{ line: 2, code: 'envelope-signature-invalid' }]);
  });

  it('one judged by an older policy than another is a downgrade', async () => {
    const old = digestOf('sha256', 'old policy');
    const policy = policyText(`  policies: [this, "sha256:${old.value}"]\n`);
    const lines = async (digest: Policy) => [await byKey(summaryOf(digest, older)), await byKey(summaryOf(old))];
    expect(verdict(await gate({ policy, lines }))).toEqual([1, ['policy policy-downgrade']]);
  });
});

describe('a set that somebody spoilt', () => {
  const edit = (change: (envelope: Record<string, unknown>) => void) => async (policy: Policy) => {
    const envelope = JSON.parse(await byKey(summaryOf(policy))) as Record<string, unknown>;
    change(envelope);
    return [`${JSON.stringify(envelope)}\n`];
  };
  const invalid: readonly [number, readonly string[]] = [1, ['signature summary-signature-invalid']];

  it('by another payload type is refused', async () => {
    expect(verdict(await gate({ lines: edit((envelope) => (envelope['payloadType'] = 'application/json')) }))).toEqual(
      invalid,
    );
  });

  it('by a second signature is refused', async () => {
    const lines = edit((envelope) =>
      (envelope['signatures'] as unknown[]).push(...(envelope['signatures'] as unknown[])),
    );
    expect(verdict(await gate({ lines }))).toEqual(invalid);
  });

  it('by another payload under the same signature is refused', async () => {
    const lines = async (policy: Policy) => {
      const envelope = JSON.parse(await byKey(summaryOf(policy, failed))) as { payload: string };
      const passing = JSON.parse(await byKey(summaryOf(policy))) as { payload: string };
      return [JSON.stringify({ ...envelope, payload: passing.payload })];
    };
    expect(verdict(await gate({ lines }))).toEqual(invalid);
  });

  it('by another type of statement has no summary', async () => {
    const subject = [{ name: 'shop.tgz', digest: { sha256: digestOf('sha256', bytes).value } }];
    const vsa = {
      _type: 'https://in-toto.io/Statement/v1',
      subject,
      predicateType: 'https://slsa.dev/verification_summary/v1',
      predicate: { verificationResult: 'PASSED' },
    };
    expect(verdict(await gate({ lines: async () => [await statementByKey(vsa)] }))).toEqual([
      1,
      ['summary summary-only-other-types'],
    ]);
    const svr = {
      ...vsa,
      predicateType: 'https://in-toto.io/attestation/svr/v0.2',
      predicate: { verifier: { id: 'x' }, properties: ['ASSAY_DEPENDENCIES_PASSED'] },
    };
    const decision = await gate({ lines: async () => [await statementByKey(svr)] });
    expect(decision.exitCode).toBe(3);
    expect(decision.artifacts[0]?.others).toMatchObject([{ code: 'summary-other-type' }]);
  });

  it('by a summary that an accepted signer made and that contradicts itself is refused', async () => {
    const lines = async (policy: Policy) => {
      const { payload } = JSON.parse(await byKey(summaryOf(policy, failed))) as { payload: string };
      const statement = JSON.parse(Buffer.from(payload, 'base64').toString()) as {
        predicate: { assay_run: Record<string, unknown> };
      };
      statement.predicate.assay_run['decision'] = 'pass';
      return [...(await good(policy)), await statementByKey(statement)];
    };
    expect(verdict(await gate({ lines }))).toEqual([1, ['content summary-not-understood']]);
  });

  it.each<[string, (line: string) => string | Uint8Array]>([
    ['cut in the middle', (line) => line.slice(0, 200)],
    ['that is no UTF-8', (line) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(line)])],
    ['that is no JSON', () => 'pass\n'],
    ['with a member twice', (line) => line.replace('{', '{"payload":"e30=",')],
    ['that is a list', (line) => `[${line.trim()}]\n`],
    ['that is an envelope and a bundle', (line) => line.replace('{', '{"mediaType":"x",')],
  ])('with a line %s does not hide it behind a good one', async (_what, spoil) => {
    const lines = async (policy: Policy) => {
      const [line = ''] = await good(policy);
      return [line, Buffer.from(spoil(line)).toString('latin1')];
    };
    const decision = await gate({ lines });
    expect(verdict(decision)).toEqual([3, ['lines summary-line-unreadable']]);
    expect(decision.artifacts[0]?.conditions.find(({ condition }) => condition === 'lines')?.detail).toContain(
      'shop.jsonl, line 2:',
    );
  });

  it('to nothing but a cut line has no summary', async () => {
    const lines = async (policy: Policy) => [((await good(policy))[0] ?? '').slice(0, 300)];
    expect(verdict(await gate({ lines }))).toEqual([3, ['lines summary-line-unreadable', 'summary summary-missing']]);
  });

  it('by a summary of another artefact under this name is refused', async () => {
    const lines = changed({
      artifact: { name: 'shop.tgz', digests: [digestOf('sha256', 'other'), digestOf('sha512', 'other')] },
    });
    expect(verdict(await gate({ lines }))).toEqual([1, ['summary summary-wrong-subject']]);
  });
});

describe('several artefacts', () => {
  it('have an answer each, and the worst one decides', async () => {
    const digest = `sha256:${digestOf('sha256', bytes).value}`;
    const decision = await gate({ options: { artifacts: [digest, `sha256:${'0'.repeat(64)}`] } });
    expect(decision.exitCode).toBe(3);
    expect(decision.artifacts.map((each) => each.decision)).toEqual(['pass', 'unverified']);
    const refused = await gate({
      options: { artifacts: [`shop.tgz@sha256:${'0'.repeat(64)}`, `sha256:${'0'.repeat(64)}`] },
    });
    expect(refused.exitCode).toBe(1);
  });
});

describe('files of several runs', () => {
  const otherBom = sbomText.replace('left-pad', 'right-pad');
  const lines = async (policy: Policy) => [
    ...(await good(policy)),
    await byKey(
      summaryOf(policy, {
        artifact: { name: 'other', digests: [digestOf('sha256', 'other'), digestOf('sha512', 'other')] },
        sbom: digestOf('sha256', otherBom),
        report: digestOf('sha256', 'other report'),
      }),
    ),
  ];
  const asked = (names: readonly string[]) => (folder: string) => ({
    artifacts: [`${folder}/shop.tgz`, `${folder}/other`],
    sboms: names.map((name) => `${folder}/${name}`),
    reports: [`${folder}/report`],
  });
  const files = { other: 'other', 'other.cdx.json': otherBom, report: 'other report', stray: '{}' };

  it('are each taken for its own run', async () => {
    const decision = await gate({ lines, files, options: asked(['shop.cdx.json', 'other.cdx.json']) });
    expect(decision.artifacts.map((each) => each.decision)).toEqual(['pass', 'pass']);
  });

  it('are wrong where they are those of an older run of the same artefact', async () => {
    const both = async (policy: Policy) => [
      ...(await good(policy)),
      await byKey(summaryOf(policy, { at: '2026-11-26T10:00:00Z', sbom: digestOf('sha256', otherBom) })),
    ];
    const options = (folder: string) => ({ sboms: [`${folder}/other.cdx.json`] });
    expect(verdict(await gate({ lines: both, files, options, policy: policyText('  sbom: prefer\n') }))).toEqual([
      1,
      ['sbom sbom-differs'],
    ]);
  });

  it('are missing where they are, and wrong where they are nobody’s', async () => {
    const missing = await gate({ lines, files, options: asked(['other.cdx.json']) });
    expect(verdict(missing)).toEqual([3, ['sbom sbom-missing']]);
    expect(missing.artifacts.map((each) => each.decision)).toEqual(['unverified', 'pass']);
    expect(verdict(await gate({ lines, files, options: asked(['other.cdx.json', 'stray']) }))).toEqual([
      1,
      ['sbom sbom-differs'],
    ]);
  });
});

describe('an artefact that somebody writes to while it is read', () => {
  it('is refused', async () => {
    const { appendFile, truncate, writeFile } = await import('node:fs/promises');
    const { temporaryFolder } = await import('@assay/testkit');
    await using place = await temporaryFolder();
    const file = `${place.path}/large`;
    await writeFile(file, '');
    await truncate(file, 50_000_000);
    const writer = { isDone: false };
    const writing = (async () => {
      while (!writer.isDone) await appendFile(file, 'x');
    })();
    const decision = await decideIn(place.path, { options: { artifacts: [file] } });
    writer.isDone = true;
    await writing;
    expect(decision.exitCode).toBe(1);
    expect(failing(decision)).toContain('artifact artifact-changed');
  });
});

describe('what cannot be asked', () => {
  it.each<[string, GateWorldOptions, RegExp]>([
    ['no artefact', { options: { artifacts: [] } }, /no artefact was named/],
    ['no summary file', { options: { summaries: [] } }, /no file with a summary was named/],
    ['a policy without a gate', { policy: 'version: 1\n' }, /has no section `gate`/],
    ['a policy without signers', { policy: 'version: 1\ngate: { maxAge: 1d }\n' }, /gate.signers: this key is missing/],
    ['a mistyped policy', { policy: policyText('  maxage: 1d\n') }, /"maxage" is not a key/],
    ['a digest that is none', { options: { artifacts: ['sha256:ABC'] } }, /is neither a digest nor a file/],
    [
      'a file that is not there',
      { options: { artifacts: ['/nowhere/at/all'] } },
      /cannot be read: there is no such file/,
    ],
    ['a folder', { options: { artifacts: ['/'] } }, /cannot be read/],
    ['a time that is none', { options: { at: 'yesterday' } }, /is not a time/],
    [
      'a feed of nobody',
      { options: (folder) => ({ denied: `${folder}/shop.jsonl` }) },
      /names nobody who may sign a feed/,
    ],
  ])('%s', async (_what, world, message) => {
    await expect(gate(world)).rejects.toThrow(message);
  });

  it('says what to write into a policy without a gate', async () => {
    await expect(gate({ policy: 'version: 1\n' })).rejects.toMatchObject({
      code: 'ERR_POLICY',
      hint: expect.stringContaining('gate: { signers: [{ kind: github') as string,
    });
  });

  it('notes a signer that is known by its name alone', async () => {
    const { notes } = await gate({
      policy: policyText('', `${keyEntry(own)}, { kind: github, repository: acme/shop }`),
    });
    expect(notes.slice(1)).toEqual([
      'The signer acme/shop is named without repositoryId or ownerId: whoever registers that name next would be accepted.',
    ]);
  });
});
