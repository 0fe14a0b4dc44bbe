/** Statements of runs about artefacts: what they say of good and bad runs, and who can verify them. */

import { generateKeyPairSync } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { digestOf } from '@assay/model';
import { preAuthEncoding, runClient } from '@assay/testkit';
import { describe, expect, it, test } from 'vitest';
import { createVerifier } from '../create-verifier.js';
import { openStatementSigning } from '../signing/statement-signing.js';
import { verifyAttestation } from '../verify-attestation.js';
import { attestRun } from './attest-run.js';
import { attestScene, statementsOf, summaryOf } from './testing/attest-scene.js';
import { vsaProblems } from './testing/vsa-rules.js';

describe('a run that passed', () => {
  it('is stated about the artefact, linked by digest to everything it rests on', async () => {
    await attestScene({ record: 'evidence.tar' }, async ({ attest, path, app, lock, result }) => {
      const sbom = digestOf('sha256', 'bom');
      const attested = await attest({ sbom, evidence: path('evidence.tar') });
      const summary = summaryOf(attested);
      expect(attested).toMatchObject({ exitCode: 0, summaries: [{ decision: summary.decision }] });
      expect(summary).toMatchObject({
        artifact: { name: 'app.tgz', digests: [digestOf('sha256', app), digestOf('sha512', app)] },
        at: result.report.at,
        exitCode: 0,
        evidence: { value: digestOf('sha256', await readFile(path('evidence.tar'))).value },
        sbom,
        inventory: { value: result.report.inventoryDigest.value },
        policy: { value: result.report.policyDigest.value },
        subjects: 1,
        lockfiles: [
          {
            path: 'package-lock.json',
            digest: { value: digestOf('sha256', lock).value },
            link: 'embedded',
            within: 'app/package-lock.json',
          },
        ],
      });
    });
  });

  it('is stated as a VSA that keeps SLSA’s rules, and claims no level of the artefact without its provenance', async () => {
    await attestScene({}, async ({ attest, app }) => {
      const [, vsa] = statementsOf(await attest());
      expect(vsaProblems(vsa)).toEqual([]);
      expect(vsa?.['predicate']).toMatchObject({
        resourceUri: `pkg:generic/app.tgz?checksum=sha256:${digestOf('sha256', app).value}`,
        verificationResult: 'PASSED',
        verifiedLevels: ['SLSA_BUILD_LEVEL_UNEVALUATED'],
        dependencyLevels: { SLSA_BUILD_LEVEL_0: 1 },
      });
    });
  });

  it('is the same statements for the same run', async () => {
    await attestScene({ at: '2026-11-22T00:00:00Z' }, async ({ attest }) => {
      expect((await attest()).document).toEqual((await attest()).document);
    });
  });

  it('is verified by openssl and by `assay attestation verify`, and not for another artefact', async () => {
    await attestScene({}, async ({ attest, path, env }) => {
      const { document } = await attest();
      await writeFile(path('out.jsonl'), document ?? '');
      const [line = ''] = new TextDecoder().decode(document ?? new Uint8Array()).split('\n');
      const { payload, payloadType, signatures } = JSON.parse(line) as {
        payload: string;
        payloadType: string;
        signatures: { sig: string }[];
      };
      await writeFile(path('pae'), preAuthEncoding(payloadType, Buffer.from(payload, 'base64')));
      await writeFile(path('sig'), Buffer.from(signatures[0]?.sig ?? '', 'base64'));
      const asked = ['pkeyutl', '-verify', '-pubin', '-inkey', path('key.pub'), '-rawin', '-in', path('pae')];
      const told = await runClient('openssl', [...asked, '-sigfile', path('sig')], { cwd: path('.') });
      expect(told.stdout).toContain('Signature Verified Successfully');
      const verify = (file: string) =>
        verifyAttestation({
          expected: { keyFile: path('key.pub') },
          env,
          files: [path(file)],
          bundles: [path('out.jsonl')],
        });
      expect((await verify('app.tgz')).report).toMatchObject({ exitCode: 0, files: [{ code: 'file-attested' }] });
      expect((await verify('other.bin')).report.exitCode).toBe(1);
    });
  });
});

describe('a run that did not pass', () => {
  it('is stated as failed', async () => {
    await attestScene({ fault: { kind: 'flip', at: 20 } }, async ({ attest }) => {
      const attested = await attest();
      expect(attested.exitCode).toBe(1);
      expect(summaryOf(attested)).toMatchObject({ decision: 'fail', exitCode: 1, decisions: { fail: 1 } });
      const [svr, vsa] = statementsOf(attested);
      expect(JSON.stringify(svr)).not.toContain('ASSAY_DEPENDENCIES_PASSED');
      expect(vsaProblems(vsa)).toEqual([]);
      expect(vsa?.['predicate']).toMatchObject({ verificationResult: 'FAILED', verifiedLevels: ['FAILED'] });
    });
  });

  it('is stated as unverified', async () => {
    await attestScene({ fault: { kind: 'status', status: 500 } }, async ({ attest }) => {
      const attested = await attest();
      expect(attested.exitCode).toBe(3);
      expect(summaryOf(attested)).toMatchObject({ decision: 'unverified', exitCode: 3 });
      expect(statementsOf(attested)[1]?.['predicate']).toMatchObject({ verificationResult: 'FAILED' });
    });
  });
});

describe('artefacts', () => {
  const hex = 'a'.repeat(64);

  it('have two statements each, about nothing else', async () => {
    await attestScene({}, async ({ attest, path }) => {
      const attested = await attest({ artifacts: [path('app.tgz'), path('other.bin')] });
      const subjects = statementsOf(attested).map(({ subject }) =>
        (subject as { name: string }[]).map(({ name }) => name),
      );
      expect(subjects).toEqual([['app.tgz'], ['app.tgz'], ['other.bin'], ['other.bin']]);
      expect(attested.summaries.map(({ lockfiles }) => lockfiles[0]?.link)).toEqual(['embedded', 'asserted']);
      expect(attested.notes.join('\n')).toContain('other.bin: that it was made from package-lock.json is asserted');
    });
  });

  it('that are images are known by digest alone, and nothing in them is shown', async () => {
    await attestScene({}, async ({ attest }) => {
      const attested = await attest({ artifacts: [`registry.example:5000/team/app:1.2@sha256:${hex}`] });
      expect(summaryOf(attested)).toMatchObject({
        artifact: { name: 'registry.example:5000/team/app:1.2', digests: [{ alg: 'sha256', value: hex }] },
        lockfiles: [{ link: 'asserted' }],
      });
      const uri = `pkg:oci/app@sha256:${hex}?repository_url=registry.example%3A5000/team/app`;
      expect(statementsOf(attested)[1]?.['predicate']).toMatchObject({ resourceUri: uri });
    });
  });

  it('with hostile names are stated under them, and the statement has no other member for it', async () => {
    await attestScene({}, async ({ attest, path }) => {
      const name = '"}],"x":[{\u001b[2J\n::set-output::';
      await writeFile(path(name), 'bytes');
      expect(summaryOf(await attest({ artifacts: [path(name)] })).artifact.name).toBe(name);
    });
  });

  test.each([
    ['none', [], 'no artefact was named'],
    ['a file that is not there', ['none.tgz'], 'there is no such file'],
    ['a folder', ['.'], 'cannot be read'],
    ['a digest that is too short', [`app@sha256:${'a'.repeat(63)}`], 'neither a digest nor a file'],
    ['a digest in capitals', [`app@sha256:${'A'.repeat(64)}`], 'neither a digest nor a file'],
    ['a weaker digest', [`app@sha1:${'a'.repeat(40)}`], 'neither a digest nor a file'],
    ['the same twice', [`a@sha256:${hex}`, `b@sha256:${hex}`], 'named before'],
  ])('are refused: %s', async (_, artifacts, message) => {
    await attestScene({ depth: 'pins' }, async ({ attest, path }) => {
      const named = artifacts.map((name) => (name.includes('@') ? name : path(name)));
      await expect(attest({ artifacts: named })).rejects.toThrow(message);
    });
  });

  it('that are a digest and a file’s name at once are refused', async () => {
    await attestScene({ depth: 'pins' }, async ({ attest, path }) => {
      const label = path(`app@sha256:${hex}`);
      await writeFile(label, 'other');
      await expect(attest({ artifacts: [label] })).rejects.toThrow('is a digest, and the name of a file');
    });
  });

  it('of any size are read as a stream', async () => {
    await attestScene({ depth: 'pins' }, async ({ attest, path }) => {
      const file = await open(path('large.bin'), 'w');
      await file.truncate(256 * 1024 * 1024);
      await file.close();
      let most = 0;
      const before = process.memoryUsage().arrayBuffers;
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 5);
      await attest({ artifacts: [path('large.bin')] });
      clearInterval(watch);
      expect(most).toBeLessThan(128 * 1024 * 1024);
    });
  }, 60_000);
});

it('judged from recorded evidence says when that was gathered, and names it', async () => {
  await attestScene({ record: 'evidence.tar', at: '2026-11-22T00:00:00Z' }, async ({ path, env, result }) => {
    const offline = path('evidence.tar');
    const policy = { file: path('policy.yaml') };
    const at = '2026-11-26T00:00:00Z';
    const later = await createVerifier({ policy, env, store: null, facts: true, offline, at }).verify([path('.')]);
    const signing = await openStatementSigning({ keyFile: path('key.pem') });
    const report = digestOf('sha256', '');
    const options = { artifacts: [path('app.tgz')], signing, report };
    await expect(attestRun(later, options)).rejects.toThrow('is attested with that evidence');
    expect(summaryOf(await attestRun(later, { ...options, evidence: offline }))).toMatchObject({
      at,
      evidenceAt: result.report.at,
      evidence: { value: digestOf('sha256', await readFile(offline)).value },
    });
  });
});

describe('a run that was settled by somebody else', () => {
  it.each([
    ['a replay, which takes policy, registries and roots of the recording', 'replay', 'a replay is not attested'],
    ['a checkout that was trusted with its registries', 'unprotected', 'trusted the settings of the checkout'],
  ] as const)('is not attested: %s', async (_what, how, message) => {
    await attestScene({ record: 'evidence.tar', depth: 'pins' }, async ({ path, env }) => {
      const file = path('evidence.tar');
      const own = how === 'replay' ? { replay: file } : { unprotected: true, policy: { file: path('policy.yaml') } };
      const offline = how === 'replay' ? {} : { offline: file };
      const result = await createVerifier({ env, store: null, facts: true, ...own, ...offline }).verify([path('.')]);
      const signing = { sign: () => Promise.reject(new Error('not asked')) };
      const options = { artifacts: [path('app.tgz')], signing, report: digestOf('sha256', ''), evidence: file };
      await expect(attestRun(result, options)).rejects.toMatchObject({
        code: 'ERR_USAGE',
        message: expect.stringContaining(message) as string,
      });
    });
  });

  it('is not attested: a live one that trusted the checkout', async () => {
    await attestScene({ depth: 'pins' }, async ({ path, env }) => {
      const policy = { file: path('policy.yaml') };
      const options = { policy, env, store: null, facts: true, depth: 'pins', unprotected: true } as const;
      expect(await createVerifier(options).verify([path('.')])).toMatchObject({ settledBy: 'checkout' });
    });
  });
});

it('needs what the run knows of packages', async () => {
  await attestScene({ depth: 'pins' }, async ({ result, path }) => {
    const { facts: _facts, ...bare } = result;
    const signing = { sign: () => Promise.reject(new Error('not asked')) };
    const options = { artifacts: [path('app.tgz')], signing, report: digestOf('sha256', '') };
    await expect(attestRun(bare, options)).rejects.toThrow('needs what the run knows');
  });
});

it('gives out nothing where one statement could not be signed', async () => {
  await attestScene({ depth: 'pins' }, async ({ attest, path }) => {
    let asked = 0;
    const problem = { code: 'x', outcome: 'unknown', text: 't', detail: 'd', next: 'n' } as const;
    const signing = {
      sign: () => {
        asked += 1;
        const document = asked === 1 ? new TextEncoder().encode('{}\n') : null;
        return Promise.resolve(document === null ? { document, problem, notes: [] } : { document, notes: [] });
      },
    };
    const attested = await attest({ artifacts: [path('app.tgz')], signing });
    expect(attested).toMatchObject({ document: null, problem });
    expect(attested.exitCode).not.toBe(0);
  });
});

it('is not signed with a key that is too weak', async () => {
  await attestScene({ depth: 'pins' }, async ({ path }) => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(path('weak.pem'), weak.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(openStatementSigning({ keyFile: path('weak.pem') })).rejects.toThrow('cannot be used');
  });
});
