import { digestOf, type Gap, type Inventory, type Project } from '@assay/model';
import { officialBomSchema } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import {
  bomOf,
  bomText,
  found,
  known,
  lockfile,
  locked,
  occurrence,
  options,
  sbomInput,
  sha512,
  type ReadBom,
  type SbomCase,
} from '../testing/sbom-case.js';
import type { StandardsMapping } from '../claims/index.js';
import { createBomValidator } from '../validate/index.js';
import { buildSbom } from './build-sbom.js';

const [a, b, c] = [locked('a'), locked('b'), locked('c')];

function graphOf({ dependencies }: ReadBom): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
}

function lockfileAt(path: string) {
  return { path, ecosystem: 'npm', format: 'package-lock.json v3', digest: digestOf('sha256', path) } as const;
}

describe('the document’s subject', () => {
  it('is the project of the lockfile, by its own manifest', () => {
    const { component } = bomOf({ subjects: [a] }).metadata;
    expect(component).toMatchObject({
      type: 'application',
      'bom-ref': 'project:.',
      name: 'shop',
      version: '2.0.0',
      purl: 'pkg:npm/shop@2.0.0',
    });
  });

  it('is what the policy says where it says something', () => {
    const project = {
      name: 'Shop',
      version: '3',
      type: 'container',
      license: 'mit',
      purl: 'pkg:oci/shop',
      description: 'A shop.',
    } as const;
    const manufacturer = { name: 'Acme', email: 'sbom@acme.example' };
    const declared = {
      authors: [{ name: 'Ann' }],
      project,
      parts: [],
      suppliers: [],
      manufacturer,
      supplier: { name: 'Reseller' },
    };
    const { metadata } = bomOf({ subjects: [a], declared });
    const acme = { name: 'Acme', contact: [{ email: 'sbom@acme.example' }] };
    expect(metadata).toMatchObject({ authors: [{ name: 'Ann' }], manufacturer: acme, supplier: { name: 'Reseller' } });
    expect(metadata.component).toMatchObject({
      type: 'container',
      name: 'Shop',
      version: '3',
      purl: 'pkg:oci/shop',
      description: 'A shop.',
      licenses: [{ license: { id: 'MIT' } }],
      manufacturer: acme,
      supplier: { name: 'Reseller' },
    });
  });

  it('is said to be unnamed where nobody names it: the folder’s name is the machine’s', () => {
    const lockfiles = [lockfileAt('/home/ann/secret-shop/package-lock.json')];
    const { component } = bomOf({ subjects: [], inventory: { lockfiles, projects: [] } }).metadata;
    expect(component.name).toBe('unnamed project');
    expect(component.properties).toContainEqual({ name: 'assay:unnamed', value: 'true' });
  });

  it('is not listed twice where its lockfile locks itself', () => {
    const projects: readonly Project[] = [
      { lockfile, path: '.', name: 'a', version: '1.0.0', subject: a.id, dependsOn: [b.id] },
    ];
    const bom = bomOf({ subjects: [a, b], inventory: { projects } });
    expect(bom.metadata.component['bom-ref']).toBe(a.id);
    expect(bom.components.map(({ name }) => name)).toEqual(['b']);
    expect(graphOf(bom)).toEqual({ [a.id]: [b.id], [b.id]: [] });
  });
});

describe('several lockfiles', () => {
  const lockfiles = ['/home/ann/mono/api/package-lock.json', '/home/ann/mono/web/package-lock.json'].map(lockfileAt);
  const [api, web] = lockfiles.map(({ path }) => path);
  const inventory: Partial<Inventory> = {
    lockfiles,
    occurrences: [occurrence(a, { lockfile: api ?? '' }), occurrence(b, { lockfile: web ?? '' })],
    projects: [
      { lockfile: api ?? '', path: '.', name: 'api', version: '1.0.0', dependsOn: [a.id] },
      { lockfile: web ?? '', path: '.', dependsOn: [b.id] },
    ],
  };

  it('are one document: below its subject hangs each application', () => {
    const bom = bomOf({ subjects: [a, b], inventory });
    expect(graphOf(bom)).toEqual({
      'project:.': ['project:api', 'project:web'],
      'project:api': [a.id],
      'project:web': [b.id],
      [a.id]: [],
      [b.id]: [],
    });
    expect(bom.components.map(({ type, name }) => [type, name])).toEqual([
      ['application', 'api'],
      ['application', 'web'],
      ['library', 'a'],
      ['library', 'b'],
    ]);
  });

  it('stand below the folder that they have in common, which is named nowhere', () => {
    const text = bomText(sbomInput({ subjects: [a, b], inventory, report: { lockfiles } }));
    expect(text).not.toContain('ann');
    expect(text).not.toContain('mono');
    expect(text).toContain('"location":"api/package-lock.json"');
  });

  it('of one folder are one application', () => {
    const both = [lockfileAt('package-lock.json'), { ...lockfileAt('Gemfile.lock'), ecosystem: 'rubygems' as const }];
    const projects: readonly Project[] = [
      { lockfile: 'Gemfile.lock', path: '.', dependsOn: [b.id] },
      { lockfile: 'package-lock.json', path: '.', name: 'shop', dependsOn: [a.id] },
    ];
    const bom = bomOf({ subjects: [a, b], inventory: { lockfiles: both, projects } });
    expect(bom.metadata.component.name).toBe('shop');
    expect(graphOf(bom)['project:.']).toEqual([a.id, b.id]);
  });
});

describe('the graph', () => {
  it('holds every component once, and every edge', () => {
    const edges = [
      { from: a.id, to: b.id },
      { from: b.id, to: a.id },
    ];
    const projects = [{ lockfile, path: '.', name: 'shop', dependsOn: [a.id] }];
    expect(graphOf(bomOf({ subjects: [a, b, c], inventory: { edges, projects } }))).toEqual({
      'project:.': [a.id],
      [a.id]: [b.id],
      [b.id]: [a.id],
      [c.id]: [],
    });
  });

  it('a workspace’s project depends on its members, and they on what they ask for', () => {
    const member = locked('@shop/member', { source: { kind: 'directory', path: 'packages/m' }, files: [] });
    const projects = [
      { lockfile, path: '.', name: 'shop', dependsOn: [a.id] },
      { lockfile, path: 'packages/m', subject: member.id, dependsOn: [b.id] },
    ];
    const graph = graphOf(bomOf({ subjects: [member, a, b], inventory: { projects } }));
    expect(graph['project:.']).toEqual([member.id, a.id]);
    expect(graph[member.id]).toEqual([b.id]);
  });

  it('a member of a workspace that stands alone is the subject', () => {
    const member = locked('@shop/member', { source: { kind: 'directory', path: 'packages/m' }, files: [] });
    const projects = [
      { lockfile, path: 'packages/m', name: '@shop/member', version: '1.0.0', subject: member.id, dependsOn: [b.id] },
    ];
    const bom = bomOf({ subjects: [member, b], inventory: { projects } });
    expect(bom.metadata.component).toMatchObject({ 'bom-ref': member.id, group: '@shop', name: 'member' });
    expect(graphOf(bom)).toEqual({ [member.id]: [b.id], [b.id]: [] });
  });

  it('without word on what the project asks for, it depends on what nothing else pulls in', () => {
    const { projects: _, ...inventory } = sbomInput({ subjects: [a, b] }).inventory;
    const occurrences = [occurrence(a), occurrence(b, { parent: a.id })];
    const input = { ...sbomInput({ subjects: [a, b] }), inventory: { ...inventory, occurrences } };
    expect(graphOf(JSON.parse(bomText(input)) as ReadBom)['project:.']).toEqual([a.id]);
  });
});

describe('parts that the policy declares', () => {
  const digests = [digestOf('sha256', 'jquery')];
  const parts = [
    {
      name: 'jquery',
      version: '3.7.1',
      type: 'library',
      license: 'MIT',
      digests,
      path: 'vendor/jquery.js',
      line: 4,
      supplier: { name: 'OpenJS' },
    },
    { name: 'zlib', type: 'library', digests: [], within: 'a', line: 5 },
    { name: 'zlib', type: 'library', digests: [], within: 'nothing', path: '/home/ann/zlib', line: 6 },
  ] as const;
  const declared = { authors: [], project: {}, parts, suppliers: [] };
  const bom = bomOf({ subjects: [a], declared });

  it('are components, by what the policy says of them', () => {
    expect(bom.components[1]).toEqual({
      type: 'library',
      'bom-ref': 'part:jquery@3.7.1',
      supplier: { name: 'OpenJS' },
      name: 'jquery',
      version: '3.7.1',
      scope: 'required',
      hashes: [{ alg: 'SHA-256', content: digests[0]?.value }],
      licenses: [{ license: { id: 'MIT', acknowledgement: 'concluded' } }],
      evidence: { occurrences: [{ location: 'vendor/jquery.js' }] },
      properties: [
        { name: 'assay:source', value: 'declared' },
        { name: 'bsi:component:filename', value: 'jquery.js' },
      ],
    });
  });

  it('hang below what they lie in, else below the project; two of one name stay two', () => {
    expect(graphOf(bom)).toMatchObject({
      'project:.': [a.id, 'part:jquery@3.7.1', 'part:zlib#2'].sort(),
      [a.id]: ['part:zlib'],
      'part:zlib#2': [],
    });
    expect(bom.components[3]?.properties).toContainEqual({ name: 'assay:source:within', value: 'nothing' });
  });

  it('what they are made of is unknown', () => {
    const refs = ['part:jquery@3.7.1', 'part:zlib', 'part:zlib#2'];
    expect(bom.compositions).toContainEqual({ aggregate: 'unknown', assemblies: refs, dependencies: refs });
  });
});

describe('compositions', () => {
  const gap = (code: string): Gap => ({ lockfile, code, detail: 'x' });

  it('what a lockfile without gaps locks is complete', () => {
    expect(bomOf({ subjects: [a] }).compositions).toEqual([
      { aggregate: 'complete', dependencies: ['project:.', a.id] },
    ]);
  });

  it('a gap that leaves dependencies open makes all of its lockfile incomplete, and so does one that is not known yet', () => {
    for (const code of [
      'dependency-not-locked',
      'nested-shrinkwrap',
      'bundled-not-listed',
      'pnpmfile',
      'some-new-gap',
    ]) {
      expect(bomOf({ subjects: [a], inventory: { gaps: [gap(code)] } }).compositions).toEqual([
        { aggregate: 'incomplete', dependencies: ['project:.', a.id] },
      ]);
    }
  });

  it('a gap about something else does not', () => {
    const gaps = [gap('credentials-in-lockfile'), gap('patched-locally')];
    expect(bomOf({ subjects: [a], inventory: { gaps } }).compositions?.[0]?.aggregate).toBe('complete');
  });

  it('the insides of a package from git are unknown, of an unsupported entry its dependencies too', () => {
    const git = locked('b', { source: { kind: 'git', url: 'https://host.example/b.git' }, files: [] });
    const odd = locked('c', { source: { kind: 'unsupported', reason: 'x' }, files: [] });
    expect(bomOf({ subjects: [git, odd] }).compositions).toEqual([
      { aggregate: 'complete', dependencies: ['project:.', git.id] },
      { aggregate: 'incomplete', dependencies: [odd.id] },
      { aggregate: 'unknown', assemblies: [git.id, odd.id] },
    ]);
  });

  it('one lockfile’s gap leaves another’s packages complete, and the whole incomplete', () => {
    const lockfiles = [lockfileAt('x/package-lock.json'), lockfileAt('y/package-lock.json')];
    const occurrences = [
      occurrence(a, { lockfile: 'x/package-lock.json' }),
      occurrence(b, { lockfile: 'y/package-lock.json' }),
    ];
    const gaps = [{ lockfile: 'x/package-lock.json', code: 'dependency-not-locked', detail: 'x' }];
    const inventory = { lockfiles, occurrences, gaps, projects: [] };
    expect(bomOf({ subjects: [a, b], inventory }).compositions).toEqual([
      { aggregate: 'complete', dependencies: ['project:y', b.id] },
      { aggregate: 'incomplete', dependencies: ['project:.', 'project:x', a.id] },
    ]);
  });
});

describe('annotations', () => {
  const refuted = { check: 'artifact-digest', outcome: 'refuted', code: 'mismatch' } as const;

  it('tell what was refuted or could not be found out: the code, its text, the particulars, and what to do', () => {
    const findings = [found(a, { ...refuted, detail: 'a has other bytes.' }), found(b, {})];
    const [annotation, ...rest] = bomOf({ subjects: [a, b], report: { findings } }).annotations ?? [];
    expect(rest).toEqual([]);
    expect(annotation).toEqual({
      subjects: [a.id],
      annotator: { component: { type: 'application', name: 'assay', version: '0.1.0' } },
      timestamp: '2026-11-26T12:00:00Z',
      text: 'artifact-digest: refuted (mismatch). A sentence about the code. a has other bytes. Do something.',
    });
  });

  it('tell what is absent only where the policy asks for it', () => {
    const findings = [a, b].map((subject) => found(subject, { check: 'provenance', outcome: 'absent', code: 'none' }));
    const verdicts = [
      { subject: a.id, decision: 'fail', because: [findings[0]?.id ?? ''], waivedBy: [] },
      { subject: b.id, decision: 'warn', because: [findings[1]?.id ?? ''], waivedBy: [] },
    ] as const;
    const { annotations } = bomOf({ subjects: [a, b], report: { findings, verdicts } });
    expect(annotations?.map(({ subjects }) => subjects)).toEqual([[a.id]]);
  });

  it('two thousand equal sentences are one annotation with two thousand subjects', () => {
    const subjects = Array.from({ length: 2000 }, (_, n) => locked(`p${String(n)}`));
    const findings = subjects.map((subject) => found(subject, { ...refuted, detail: 'The same.' }));
    const { annotations } = bomOf({ subjects, report: { findings } });
    expect(annotations).toHaveLength(1);
    expect(annotations?.[0]?.subjects).toHaveLength(2000);
  });

  it('two thousand sentences that differ in particulars are one as well, which points to the report', () => {
    const subjects = Array.from({ length: 2000 }, (_, n) => locked(`p${String(n)}`));
    const findings = subjects.map((subject) => found(subject, { ...refuted, detail: `It is ${subject.name}.` }));
    const { annotations } = bomOf({ subjects, report: { findings } });
    expect(annotations).toHaveLength(1);
    expect(annotations?.[0]?.text).toContain('2000 findings stand in the report');
  });

  it('say nothing about packages that the document does not list', () => {
    expect(bomOf({ subjects: [a], report: { findings: [found(b, refuted)] } }).annotations).toBeUndefined();
  });

  it('tell the lockfile’s gaps and what the run did not look at, about the project', () => {
    const gaps = [{ lockfile, line: 7, code: 'pnpmfile', detail: 'Not looked at.' }];
    const { annotations } = bomOf({ subjects: [a], inventory: { gaps }, report: { notLookedAt: ['Archives.'] } });
    expect(annotations?.map(({ subjects, text }) => [subjects, text])).toEqual([
      [['project:.'], 'pnpmfile: package-lock.json:7: Not looked at.'],
      [['project:.'], 'Archives.'],
    ]);
  });
});

describe('the same input', () => {
  const edges = [{ from: a.id, to: b.id }];

  it('gives the same bytes, also when the document is read twice', () => {
    const bom = buildSbom(sbomInput({ subjects: [a, b], inventory: { edges } }), options);
    expect([...bom.components]).toEqual([...bom.components]);
    expect([...bom.dependencies]).toEqual([...bom.dependencies]);
    expect(bomText(sbomInput({ subjects: [a, b] }))).toBe(bomText(sbomInput({ subjects: [a, b] })));
  });

  it('has a serial number of its own: a version 8 UUID that changes with whatever the document says', () => {
    const input = sbomInput({ subjects: [a] });
    const serial = (changed: Partial<typeof input>, at = options) =>
      buildSbom({ ...input, ...changed }, at).serialNumber;
    const numbers = [
      serial({}),
      serial({ reportDigest: digestOf('sha256', 'other') }),
      serial({ facts: new Map([[a.id, known(a, { publishedAt: '2026-01-01T00:00:00Z' })]]) }),
      serial({ declared: { ...input.declared, project: { name: 'other' } } }),
      serial({}, { ...options, timestamp: '2027-01-01T00:00:00Z' }),
      serial({}, { ...options, specVersion: '1.7' }),
    ];
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) {
      expect(number).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    expect(serial({})).toBe(serial({}));
  });
});

/** Every text of a run that comes from outside, with a secret and a path of the machine in it. */
function hostileCase(): SbomCase {
  const secret = 'hunter2';
  const url = `https://ann:${secret}@host.example/x?token=${secret}`;
  const text = `${url} "https://${secret}@host.example/y"`;
  const path = '/home/ann-canary/shop/package-lock.json';
  const party = { name: text, email: `ann:${secret}@host.example`, url };
  const description = {
    from: 'registry',
    licenses: [text],
    summary: text,
    authors: [party],
    maintainers: [party],
    publishedBy: party,
    deprecated: text,
    links: (['vcs', 'website', 'funding'] as const).map((kind) => ({ kind, url })),
  } as const;
  const hostile = locked('a', {
    id: `pkg:npm/a@${encodeURIComponent(url)}`,
    purl: `pkg:npm/a@${encodeURIComponent(url)}`,
    name: text,
    version: url,
    description,
    files: [{ name: text, url, pins: [sha512('a')], malformedPins: [text] }],
    claims: [text],
  });
  const sources = [
    { kind: 'registry', url },
    { kind: 'git', url: `git+${url}`, commit: 'a'.repeat(40) },
    { kind: 'url', url },
    { kind: 'archive', path: `/home/ann-canary/${secret}.tgz` },
    { kind: 'directory', path: '/home/ann-canary/a' },
    { kind: 'bundled', within: `pkg:npm/b@${encodeURIComponent(url)}` },
    { kind: 'unsupported', reason: `${text} in /home/ann-canary/a` },
  ] as const;
  const subjects = sources.map((source, n) => ({ ...hostile, id: `${hostile.id}#${String(n)}`, source }));
  const part = {
    name: text,
    version: url,
    type: 'library',
    purl: `pkg:npm/z@${encodeURIComponent(url)}`,
    license: text,
    supplier: party,
    description: text,
    digests: [],
    path,
    within: text,
    line: 1,
  } as const;
  const run = {
    ...sbomInput({ subjects }).inventory.projects?.[0],
    lockfile: path,
    path: '.',
    name: text,
    version: url,
    description,
    dependsOn: [],
  };
  return {
    subjects,
    inventory: {
      lockfiles: [{ ...lockfileAt(path) }],
      occurrences: subjects.map((subject) => occurrence(subject, { lockfile: path, path: `node_modules/${text}` })),
      gaps: [
        { lockfile: path, code: 'some-gap', detail: `${text} in ${path}` },
        { lockfile: '/home/ann-canary/.npmrc', code: 'other', detail: text },
      ],
      projects: [run],
    },
    facts: subjects.map((subject) =>
      known(subject, {
        descriptions: [description],
        registry: url,
        publishedAt: text,
        received: [
          { name: text, url, size: 1, digests: [], licenseFiles: [{ path: text, sha256: 'a'.repeat(64), size: 1 }] },
        ],
        vouchers: [
          {
            file: text,
            check: 'provenance',
            signer: {
              kind: 'identity',
              san: { type: 'uri', value: url },
              issuer: url,
              claims: { sourceRepositoryUri: url, runInvocationUri: url },
              certificate: sha512('c'),
            },
            times: [{ at: '2026-01-01T00:00:00Z', by: 'log', source: text }],
            logEntries: [{ log: url, logId: 'cc', index: '1', kind: 'dsse 0.0.1' }],
            root: { name: text, digest: sha512('r') },
            predicateType: text,
          },
        ],
      }),
    ),
    report: {
      reason: `${text} in ${path}`,
      notLookedAt: [`${text} in ${path}`],
      findings: subjects.map((subject) =>
        found(subject, { outcome: 'refuted', code: 'x', file: text, detail: `${text} in ${path}`, excerpt: text }),
      ),
    },
    declared: {
      manufacturer: party,
      supplier: party,
      authors: [party],
      project: {
        name: text,
        version: url,
        license: text,
        purl: `pkg:npm/z@${encodeURIComponent(url)}`,
        description: text,
      },
      parts: [part],
      suppliers: [{ purl: '**', supplier: party }],
    },
  };
}

const mapping: StandardsMapping = {
  standards: [
    {
      id: 'std',
      name: 'Standard',
      version: '1',
      owner: 'Somebody',
      description: 'Ours.',
      requirements: [{ identifier: 'R1', all: ['pin-strength'], any: [], shows: 'It shows this.' }],
    },
  ],
};

const validator = createBomValidator(officialBomSchema);

describe('whatever lockfiles, registries and policies hold', () => {
  const rich: SbomCase = {
    subjects: [a, b],
    facts: [known(a, { publishedAt: '2026-01-01T00:00:00Z' })],
    report: { findings: [found(a, { outcome: 'unknown', code: 'timeout' })] },
  };

  it.each(['1.6', '1.7'] as const)(
    'no secret and no path of the machine is in the document, version %s',
    (specVersion) => {
      const input = sbomInput(hostileCase());
      const text = bomText(input, { specVersion, licenseTexts: true, declarations: true, mapping });
      expect(text.match(/.{0,80}hunter2.{0,20}/g)).toBeNull();
      expect(text.match(/.{0,80}ann-canary.{0,20}/g)).toBeNull();
      expect(text.length).toBeGreaterThan(10_000);
    },
  );

  it.each(['1.6', '1.7'] as const)('the document is valid by the official schema, version %s', (specVersion) => {
    for (const run of [rich, hostileCase(), { subjects: [] }]) {
      const text = bomText(sbomInput(run), { specVersion, declarations: true, mapping });
      expect(validator.validate(new TextEncoder().encode(text)).problems).toEqual([]);
    }
  });

  it.each([rich, hostileCase()])('no reference leads nowhere, and none stands twice', (run) => {
    const bom = bomOf(run);
    const refs = [bom.metadata.component, ...bom.components].map((component) => component['bom-ref'] ?? '');
    expect(new Set(refs).size).toBe(refs.length);
    const known = new Set([...refs, 'tool:assay']);
    const named = [
      ...bom.dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]),
      ...(bom.compositions ?? []).flatMap(({ assemblies = [], dependencies = [] }) => [...assemblies, ...dependencies]),
      ...(bom.annotations ?? []).flatMap(({ subjects }) => subjects),
      ...bom.components.flatMap(({ evidence }) => evidence?.identity?.flatMap(({ tools = [] }) => tools) ?? []),
    ];
    expect(named.filter((ref) => !known.has(ref))).toEqual([]);
  });
});
