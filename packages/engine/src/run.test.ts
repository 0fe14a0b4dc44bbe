import { checks as realChecks, type Check } from '@assay/checks';
import {
  digestOf,
  mergeInventory,
  type Ecosystem,
  type Evidence,
  type EvidenceRequest,
  type EvidenceSource,
  type Inventory,
  type LockfileContent,
  type Registry,
  type Subject,
} from '@assay/model';
import { parsePolicy, policyDigest, type Policy, type Vocabulary } from '@assay/policy';
import { describe, expect, test } from 'vitest';
import { noTrust } from '@assay/signature';
import type { RunOptions } from './run-options.js';
import { run } from './run.js';

const bytes = new TextEncoder().encode('left-pad');
const pin = digestOf('sha512', bytes);
const registryUrl = 'https://registry.example/';

const registry: Registry = { ecosystem: 'npm', url: registryUrl, from: 'user', names: [], redirects: [], aliases: [] };

function subject(name: string, more: Partial<Subject> = {}): Subject {
  const purl = `pkg:npm/${name}@1.3.0`;
  const file = { name: `${name}-1.3.0.tgz`, pins: [pin], malformedPins: [] };
  const source = { kind: 'registry' } as const;
  return {
    id: purl,
    purl,
    ecosystem: 'npm',
    name,
    version: '1.3.0',
    source,
    files: [file],
    conflictsWith: [],
    ...more,
  };
}

function inventoryOf(...subjects: Subject[]): Inventory {
  const content: LockfileContent = {
    format: 'package-lock.json v3',
    subjects,
    occurrences: subjects.map(({ id, name }, index) => ({
      subject: id,
      lockfile: 'package-lock.json',
      line: index + 2,
      path: `node_modules/${name}`,
      scope: 'prod',
    })),
    edges: [],
    projects: [],
    gaps: [],
  };
  const ref = {
    path: 'package-lock.json',
    ecosystem: 'npm',
    format: content.format,
    digest: digestOf('sha256', ''),
  } as const;
  return mergeInventory([{ ref, content }]);
}

const vocabulary: Vocabulary = {
  predicateTypes: [],
  readers: {
    normaliseVersion: (_ecosystem, version) => version,
    isRange: () => true,
    keyProblem: () => null,
    certificateProblem: () => null,
  },
  checks: new Map(
    realChecks.map(({ id, codes, byDefault = 'require' }) => [
      id,
      { byDefault, codes: new Map(Object.entries(codes).map(([code, { outcome }]) => [code, outcome])) },
    ]),
  ),
};

function policyOf(text = ''): Policy {
  return parsePolicy({ bytes: new TextEncoder().encode(`version: 1\n${text}`), file: 'assay.yaml', vocabulary });
}

/** Answers everything truthfully, and keeps the questions. */
function world(answer: (request: EvidenceRequest) => Evidence | Promise<Evidence> = truth) {
  const asked: EvidenceRequest[] = [];
  const source: EvidenceSource = {
    get: async (request) => {
      asked.push(request);
      return answer(request);
    },
  };
  return { asked, source };
}

function truth(request: EvidenceRequest): Evidence {
  const name = decodeURIComponent(new URL(request.url).pathname.split('/')[1] ?? '');
  const integrity = `sha512-${Buffer.from(pin.value, 'hex').toString('base64')}`;
  if (request.kind === 'release') {
    const body = new TextEncoder().encode(JSON.stringify({ name, version: '1.3.0', dist: { integrity } }));
    return { state: 'found', size: body.length, digests: [digestOf('sha256', body)], body };
  }
  const manifest = new TextEncoder().encode(JSON.stringify({ name, version: '1.3.0' }));
  const entry = { path: 'package/package.json', type: 'file', mode: 0o644, size: manifest.length } as const;
  const members = new Map([['package.json', manifest]]);
  const listing = { format: 'npm-tgz', entries: [entry], problems: [], members, complete: true } as const;
  return { state: 'found', size: bytes.length, digests: [pin, digestOf('sha256', bytes)], listing };
}

function options(more: Partial<RunOptions> = {}): RunOptions {
  const policy = more.policy ?? policyOf();
  return {
    inventory: inventoryOf(subject('left-pad')),
    policy,
    policyDigest: policyDigest(policy),
    registries: { registries: [registry] },
    depth: 'artifacts',
    at: '2026-11-22T00:00:00Z',
    source: world().source,
    trust: noTrust,
    tool: { name: 'assay', version: '0.0.0' },
    ...more,
  };
}

const codesOf = (report: Awaited<ReturnType<typeof run>>) =>
  report.findings.map(({ check, code, outcome }) => `${check}/${code}/${outcome}`);

describe('a run', () => {
  test('proves a package in order with every check', async () => {
    const report = await run(options());
    expect(report.decision).toBe('warn');
    expect(codesOf(report)).toEqual([
      'pin-strength/pin-strong/proven',
      'source/source-allowed/proven',
      'source-confusion/name-not-told/not-applicable',
      'lock-drift/demand-unknown/not-applicable',
      'registry-digest/registry-digest-match/proven',
      'registry-signature/signature-missing/absent',
      'provenance/attestations-missing/absent',
      'publisher/no-publisher-expected/not-applicable',
      'artifact-digest/artifact-digest-match/proven',
      'archive-safety/archive-safe/proven',
      'manifest-match/manifest-match/proven',
      'gem-signature/not-a-gem/not-applicable',
      'install-scripts/no-install-scripts/proven',
      'release-age/no-minimum-age/not-applicable',
      'yanked/nothing-said-against/not-applicable',
    ]);
  });

  test('does not depend on the order in which answers come', async () => {
    const inventory = inventoryOf(...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => subject(name)));
    const first = await run(options({ inventory, concurrency: 6 }));
    const turns = (request: EvidenceRequest) => (request.url.length * 7 + request.url.charCodeAt(25)) % 11;
    const shuffled = world(async (request) => {
      for (let turn = turns(request); turn > 0; turn--) await Promise.resolve();
      return truth(request);
    });
    expect(await run(options({ inventory, concurrency: 3, source: shuffled.source }))).toEqual(first);
  });

  test('asks nothing at depth pins', async () => {
    const { asked, source } = world();
    const report = await run(options({ depth: 'pins', source }));
    expect(asked).toEqual([]);
    expect(report.notLookedAt.join(' ')).toContain('No registry was asked');
  });

  test('asks for no archive at depth registry', async () => {
    const { asked, source } = world();
    await run(options({ depth: 'registry', source }));
    expect(asked.map(({ kind }) => kind)).toEqual(['release']);
  });

  test('asks nothing about a package whose source is refused, even where the policy ignores that check', async () => {
    const file = {
      name: 'x.tgz',
      url: 'https://evil.example/left-pad/-/left-pad-1.3.0.tgz',
      pins: [pin],
      malformedPins: [],
    };
    const inventory = inventoryOf(subject('left-pad', { files: [file] }));
    for (const rule of ['', 'rules: [{ checks: { source: ignore } }]']) {
      const { asked, source } = world();
      const report = await run(options({ inventory, source, policy: policyOf(rule) }));
      expect(asked).toEqual([]);
      expect(report.exitCode).not.toBe(0);
    }
  });

  test('with nothing to verify is unverified, and may pass only where the policy says so', async () => {
    const inventory = inventoryOf();
    expect(await run(options({ inventory }))).toMatchObject({ decision: 'unverified', exitCode: 3 });
    expect(await run(options({ inventory, policy: policyOf('allowEmpty: true') }))).toMatchObject({ exitCode: 0 });
  });

  test('counts what the policy ignores, and runs none of it', async () => {
    const { asked, source } = world();
    const ids = ['artifact-digest', 'archive-safety', 'manifest-match', 'install-scripts'];
    const rule = `rules: [{ checks: { ${ids.map((id) => `${id}: ignore`).join(', ')} } }]`;
    const report = await run(options({ source, policy: policyOf(rule) }));
    expect(asked.map(({ kind }) => kind)).toEqual(['release']);
    expect(report.totals.checks.map(({ check, ignored }) => [check, ignored])).toContainEqual(['artifact-digest', 1]);
  });

  test('never asks for more of an archive than the policy allows', async () => {
    const { asked, source } = world();
    await run(options({ source, policy: policyOf('limits: { artifactBytes: 1000 }') }));
    expect(asked.find(({ kind }) => kind === 'artifact')?.maxBytes).toBe(1000);
  });
});

describe('what fails in Assay itself proves nothing', () => {
  const broken = (run: Check['run']): readonly Check[] =>
    realChecks.map((check) => (check.id === 'archive-safety' ? { ...check, run } : check));

  test('a check that crashes', async () => {
    const checks = broken(() => {
      throw new Error('boom');
    });
    const report = await run(options({ checks }));
    expect(report).toMatchObject({ decision: 'unverified', exitCode: 3 });
    expect(codesOf(report)).toContain('archive-safety/check-crashed/unknown');
  });

  test('a check that says nothing', async () => {
    const report = await run(options({ checks: broken(() => []) }));
    expect(report.exitCode).toBe(3);
    expect(codesOf(report)).toContain('archive-safety/check-silent/unknown');
  });

  test('a check that uses a code it does not own, or the name of an object’s method', async () => {
    for (const code of ['all-good', '__proto__', 'toString']) {
      const report = await run(options({ checks: broken(() => [{ code, detail: 'Fine.' }]) }));
      expect(report.exitCode).toBe(3);
      expect(codesOf(report)).toContain('archive-safety/check-crashed/unknown');
    }
  });

  test('a source that throws', async () => {
    const { source } = world(() => {
      throw new Error('socket');
    });
    const report = await run(options({ source }));
    expect(report.exitCode).toBe(3);
    expect(codesOf(report)).toContain('artifact-digest/internal/unknown');
  });

  test('an ecosystem that never stops asking', async () => {
    const { asked, source } = world();
    const endless: Ecosystem = {
      ...(await import('@assay/ecosystems')).npm,
      needs: () => [
        {
          want: 'release',
          request: {
            kind: 'release',
            ecosystem: 'npm',
            url: `${registryUrl}left-pad/1.3.0`,
            pins: [],
            algorithms: [],
            maxBytes: 1,
          },
        },
      ],
    };
    await run(options({ source, ecosystems: [endless] }));
    expect(asked).toHaveLength(6);
  });
});

describe('blocking the network', () => {
  test('cannot turn a fail into a pass', async () => {
    const weak = subject('left-pad', { files: [{ name: 'x.tgz', pins: [], malformedPins: [] }] });
    const unreachable = world(() => ({ state: 'unreachable', reason: 'timeout', detail: 'No answer.' }));
    const report = await run(options({ inventory: inventoryOf(weak), source: unreachable.source }));
    expect(report.exitCode).toBe(1);
  });

  test('cannot turn a lie into more than "unverified"', async () => {
    const lie = (request: EvidenceRequest): Evidence => {
      const answer = truth(request);
      return answer.state === 'found' && request.kind === 'artifact'
        ? { ...answer, digests: [digestOf('sha512', 'other'), digestOf('sha256', 'other')] }
        : answer;
    };
    expect((await run(options({ source: world(lie).source }))).exitCode).toBe(1);
    const cut = world((request) => (request.kind === 'artifact' ? { state: 'denied', status: 403 } : lie(request)));
    expect((await run(options({ source: cut.source }))).exitCode).toBe(3);
  });
});
