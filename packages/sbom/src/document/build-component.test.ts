import { expect, it } from 'vitest';
import type { PackageDescription, Scope, Signer, Voucher } from '@assay/model';
import { bomOf, componentOf, found, known, locked, occurrence, sha512, valuesOf } from '../testing/sbom-case.js';

const subject = locked('a');

function described(given: Partial<PackageDescription>): PackageDescription {
  return { from: 'registry', licenses: [], authors: [], maintainers: [], links: [], ...given };
}

function scoped(...scopes: readonly Scope[]) {
  const occurrences = scopes.map((scope, index) => occurrence(subject, { scope, line: index + 1 }));
  return componentOf(subject, { inventory: { occurrences } });
}

it('a package of production is required, an optional or peer one optional, one for development alone excluded', () => {
  expect(scoped('prod').scope).toBe('required');
  expect(scoped('optional').scope).toBe('optional');
  expect(scoped('peer').scope).toBe('optional');
  expect(scoped('dev').scope).toBe('excluded');
});

it('of several scopes the strictest decides, and all are told apart in properties', () => {
  const component = scoped('dev', 'peer', 'prod', 'dev');
  expect(component.scope).toBe('required');
  expect(valuesOf(component, 'assay:scope')).toEqual(['prod', 'peer', 'dev']);
  expect(valuesOf(component, 'cdx:npm:package:development')).toEqual([]);
  expect(valuesOf(scoped('dev'), 'cdx:npm:package:development')).toEqual(['true']);
});

it('an occurrence is the lockfile, the line and the key', () => {
  expect(componentOf(subject).evidence?.occurrences).toEqual([
    { location: 'package-lock.json', line: 3, symbol: 'node_modules/a' },
  ]);
});

it('an alias is told beside the name that it stands for', () => {
  const occurrences = [occurrence(subject, { path: 'node_modules/b/node_modules/other', aliases: ['other'] })];
  const component = componentOf(subject, { inventory: { occurrences } });
  expect(component.name).toBe('a');
  expect(valuesOf(component, 'assay:alias')).toEqual(['other']);
  expect(valuesOf(component, 'cdx:npm:package:path')).toEqual(['node_modules/b/node_modules/other']);
});

it('every kind of source is told', () => {
  const bundled = componentOf(locked('a', { source: { kind: 'bundled', within: 'pkg:npm/b@1.0.0' }, files: [] }));
  expect(valuesOf(bundled, 'assay:source')).toEqual(['bundled']);
  expect(valuesOf(bundled, 'assay:source:within')).toEqual(['pkg:npm/b@1.0.0']);
  expect(valuesOf(bundled, 'cdx:npm:package:bundled')).toEqual(['true']);
  const folder = componentOf(locked('a', { source: { kind: 'directory', path: 'packages/a' }, files: [] }));
  expect(valuesOf(folder, 'assay:source:path')).toEqual(['packages/a']);
  const outside = componentOf(locked('a', { source: { kind: 'directory', path: '/home/ann/a' }, files: [] }));
  expect(valuesOf(outside, 'assay:source:path')).toEqual([]);
  const odd = componentOf(locked('a', { source: { kind: 'unsupported', reason: 'Nobody knows.' }, files: [] }));
  expect(valuesOf(odd, 'assay:source:reason')).toEqual(['Nobody knows.']);
});

it('a package that is patched after unpacking says so', () => {
  const gaps = [{ lockfile: 'package-lock.json', line: 3, code: 'patched-locally', detail: 'x' }];
  const { pedigree } = componentOf(subject, { inventory: { gaps } });
  expect(pedigree?.patches).toEqual([{ type: 'unofficial' }]);
  expect(pedigree?.notes).toContain('before');
  expect(componentOf(subject)).not.toHaveProperty('pedigree');
});

it('every finding is a property, and so is the verdict', () => {
  const findings = [
    found(subject, {}),
    found(subject, { check: 'provenance', outcome: 'absent', code: 'not-attested', file: 'a.tgz' }),
    found(subject, { check: 'license-digest', phase: 'before', code: 'match' }),
  ];
  const component = componentOf(subject, { report: { findings } });
  expect(valuesOf(component, 'assay:finding:pin-strength')).toEqual(['proven pin-strong']);
  expect(valuesOf(component, 'assay:finding:provenance')).toEqual(['absent not-attested a.tgz']);
  expect(valuesOf(component, 'assay:finding:license-digest:before')).toEqual(['proven match']);
  expect(valuesOf(component, 'assay:verdict')).toEqual(['pass']);
});

it('the identity rests on the lockfile, on compared bytes, on a verified attestation: by fixed confidences', () => {
  const methods = (...checks: readonly string[]) => {
    const findings = checks.map((check) => found(subject, { check }));
    return componentOf(subject, { report: { findings } }).evidence?.identity?.[0];
  };
  expect(methods()).toMatchObject({ field: 'purl', confidence: 0.6, methods: [{ technique: 'manifest-analysis' }] });
  expect(methods('artifact-digest')?.confidence).toBe(0.9);
  expect(methods('artifact-digest', 'provenance')?.methods?.map(({ technique }) => technique)).toEqual([
    'manifest-analysis',
    'hash-comparison',
    'attestation',
  ]);
});

it('one file of several that was not compared leaves the comparison out', () => {
  const findings = [
    found(subject, { check: 'artifact-digest', file: 'a' }),
    found(subject, { check: 'artifact-digest', file: 'b', outcome: 'unknown' }),
  ];
  expect(componentOf(subject, { report: { findings } }).evidence?.identity?.[0]?.confidence).toBe(0.6);
});

it('the archive’s licence goes before the registry’s, and who says otherwise is told', () => {
  const facts = [
    known(subject, {
      descriptions: [described({ licenses: ['MIT'] }), described({ from: 'archive', licenses: ['isc'] })],
    }),
  ];
  const component = componentOf(subject, { facts });
  expect(component.licenses).toEqual([{ license: { id: 'ISC', acknowledgement: 'declared' } }]);
  expect(valuesOf(component, 'assay:license:from')).toEqual(['archive']);
  expect(valuesOf(component, 'assay:license:registry')).toEqual(['MIT']);
});

it('a lockfile’s word about the licence is taken where nobody says more', () => {
  const component = componentOf(locked('a', { description: described({ from: 'lockfile', licenses: ['MIT'] }) }));
  expect(component.licenses).toEqual([{ license: { id: 'MIT', acknowledgement: 'declared' } }]);
});

it('without any word there is no licence, no supplier, no author and no publisher', () => {
  for (const field of ['licenses', 'supplier', 'authors', 'publisher', 'manufacturer']) {
    expect(componentOf(subject, { facts: [known(subject)] })).not.toHaveProperty(field);
  }
});

it('licence files that were seen are evidence: names and digests, and texts where they are asked for', () => {
  const licenseFiles = [{ path: 'LICENSE', sha256: 'a'.repeat(64), size: 3, text: 'MIT' }];
  const received = [{ name: 'a-1.0.0.tgz', url: 'https://registry.example/a.tgz', size: 9, digests: [], licenseFiles }];
  const facts = [known(subject, { received })];
  const properties = [
    { name: 'assay:license-file:sha256', value: 'a'.repeat(64) },
    { name: 'assay:license-file:size', value: '3' },
  ];
  expect(componentOf(subject, { facts }).evidence?.licenses).toEqual([{ license: { name: 'LICENSE', properties } }]);
  expect(componentOf(subject, { facts }, { licenseTexts: true }).evidence?.licenses).toEqual([
    { license: { name: 'LICENSE', text: { contentType: 'text/plain', content: 'MIT' }, properties } },
  ]);
});

it('a bought package has its commercial licence: from whom, to whom, until when', () => {
  const licensePackage = {
    id: 'a',
    profile: 'p',
    vendor: 'Acme Inc.',
    ecosystem: 'npm',
    name: 'a',
    version: '1.0.0',
    versionIsLicenseId: true,
    source: null,
    redirects: [],
    credentials: { from: 'none' },
    digests: [],
    checksums: [],
    content: {
      files: [],
      maxFiles: null,
      maxBytes: null,
      maxCodeBytes: null,
      allow: [],
      dependencies: null,
      code: 'unchecked',
      templates: [],
    },
    token: { scheme: 'opaque', path: 'key', keys: [], entity: 'Shop Ltd.', fingerprints: [], claims: {} },
    bundled: null,
    namesakes: [],
    locked: false,
    entitledUntil: '2027-01-31',
    contact: 'help@acme.example',
    line: 1,
  } as const;
  const component = componentOf(subject, { licensePackages: [licensePackage] });
  expect(component.licenses).toEqual([
    {
      license: {
        name: 'Commercial license of Acme Inc.',
        acknowledgement: 'declared',
        licensing: {
          altIds: ['1.0.0'],
          licensor: { organization: { name: 'Acme Inc.', contact: [{ email: 'help@acme.example' }] } },
          licensee: { organization: { name: 'Shop Ltd.' } },
          expiration: '2027-01-31T23:59:59Z',
        },
      },
    },
  ]);
});

it('authors are those that the package names, else those who maintain it; what is no address is left out', () => {
  const maintainers = [{ name: 'ann', email: 'ann@mail.example' }];
  const authors = [{ name: 'Bob', email: 'bob at mail' }, { url: 'https://carol.example' }];
  const facts = (given: Partial<PackageDescription>) => [known(subject, { descriptions: [described(given)] })];
  const named = componentOf(subject, { facts: facts({ authors, maintainers }) });
  expect(named.authors).toEqual([{ name: 'Bob' }]);
  expect(valuesOf(named, 'assay:authors:from')).toEqual([]);
  const kept = componentOf(subject, { facts: facts({ maintainers }) });
  expect(kept.authors).toEqual(maintainers);
  expect(valuesOf(kept, 'assay:authors:from')).toEqual(['maintainers']);
});

it('the licence that the policy concludes stands beside the declared one; the first pattern that matches decides', () => {
  const licenses = [
    { purl: 'pkg:npm/a@*', license: 'ISC' },
    { purl: 'pkg:npm/**', license: 'MIT' },
  ];
  const declared = { authors: [], project: {}, parts: [], suppliers: [], licenses };
  const stated = locked('a', { description: described({ from: 'lockfile', licenses: ['MIT'] }) });
  expect(componentOf(stated, { declared }).licenses).toEqual([
    { license: { id: 'MIT', acknowledgement: 'declared' } },
    { license: { id: 'ISC', acknowledgement: 'concluded' } },
  ]);
  expect(componentOf(locked('b'), { declared }).licenses).toEqual([
    { license: { id: 'MIT', acknowledgement: 'concluded' } },
  ]);
});

it('the supplier is whom the policy names; the first pattern that matches decides', () => {
  const suppliers = [
    { purl: 'pkg:npm/a@*', supplier: { name: 'Acme', url: 'https://acme.example', email: 'sbom@acme.example' } },
    { purl: 'pkg:npm/**', supplier: { name: 'Everybody' } },
  ];
  const declared = { authors: [], project: {}, parts: [], suppliers };
  expect(componentOf(subject, { declared }).supplier).toEqual({
    name: 'Acme',
    url: ['https://acme.example/'],
    contact: [{ email: 'sbom@acme.example' }],
  });
  expect(componentOf(locked('b'), { declared }).supplier).toEqual({ name: 'Everybody' });
});

const signer: Signer = {
  kind: 'identity',
  san: { type: 'uri', value: 'https://forge.example/o/a/.github/workflows/release.yml@refs/tags/v1' },
  issuer: 'https://token.example',
  claims: {
    sourceRepositoryUri: 'https://forge.example/o/a',
    sourceRepositoryDigest: 'b'.repeat(40),
    runInvocationUri: 'https://forge.example/o/a/actions/runs/1/attempts/1',
  },
  certificate: sha512('certificate'),
};

const voucher: Voucher = {
  file: 'a-1.0.0.tgz',
  check: 'provenance',
  signer,
  times: [{ at: '2026-01-01T00:00:00Z', by: 'log', source: 'log.example' }],
  logEntries: [{ log: 'https://log.example', logId: 'cc', index: '7', kind: 'dsse 0.0.1' }],
  root: { name: 'public', digest: sha512('root') },
  predicateType: 'https://slsa.dev/provenance/v1',
};

it('a verified publisher, the log entry, the run and the commit are references and properties', () => {
  const component = componentOf(subject, {
    facts: [known(subject, { registry: 'https://registry.example/', vouchers: [voucher] })],
  });
  expect(component.publisher).toBe('https://forge.example/o/a');
  expect(valuesOf(component, 'assay:publisher:from')).toEqual(['certificate']);
  expect(component.externalReferences?.slice(1).map(({ type, url }) => [type, url])).toEqual([
    ['attestation', 'https://registry.example/-/npm/v1/attestations/a@1.0.0'],
    ['evidence', 'https://log.example/api/v1/log/entries?logIndex=7'],
    ['build-meta', 'https://forge.example/o/a/actions/runs/1/attempts/1'],
    ['vcs', `git+https://forge.example/o/a@${'b'.repeat(40)}`],
  ]);
  expect(valuesOf(component, 'assay:signed:provenance:by')[0]).toContain(
    'release.yml@refs/tags/v1 by https://token.example',
  );
  expect(valuesOf(component, 'assay:signed:provenance:at')).toEqual(['2026-01-01T00:00:00Z log log.example']);
  expect(valuesOf(component, 'assay:signed:provenance:log-entry')).toEqual(['cc 7']);
  expect(valuesOf(component, 'assay:signed:provenance:root')[0]).toContain('public sha512:');
});

it('who signed is neither publisher, nor reference, nor evidence of identity where the policy expects somebody else; that they signed is said', () => {
  const findings = [
    found(subject, { check: 'provenance', code: 'p' }),
    found(subject, { check: 'publisher', outcome: 'refuted', code: 'publisher-repository-mismatch' }),
  ];
  const facts = [known(subject, { vouchers: [voucher] })];
  const component = componentOf(subject, { facts, report: { findings } });
  expect(component.publisher).toBeUndefined();
  expect(valuesOf(component, 'assay:publisher:from')).toEqual([]);
  expect(JSON.stringify(component.evidence?.identity)).not.toContain('attestation');
  const types = (component.externalReferences ?? []).map(({ type }) => type);
  for (const type of ['attestation', 'build-meta', 'evidence', 'vcs']) expect(types).not.toContain(type);
  expect(valuesOf(component, 'assay:signed:provenance:by')).toHaveLength(1);
});

it('what a package asks of its engines is told as it says it itself, and that it runs a script by all who say so', () => {
  const descriptions = [
    described({ from: 'lockfile', engines: [{ name: 'node', range: '>=16' }], installScript: true }),
    described({
      from: 'archive',
      engines: [
        { name: 'node', range: '>=18' },
        { name: 'a b:c', range: '*' },
      ],
      installScript: true,
    }),
  ];
  const component = componentOf(subject, { facts: [known(subject, { descriptions })] });
  expect(valuesOf(component, 'cdx:npm:package:constraint:engine:node')).toEqual(['>=18']);
  expect(component.properties?.filter(({ name }) => name.includes(':engine:'))).toHaveLength(1);
  expect(valuesOf(component, 'assay:install-script')).toEqual(['lockfile', 'archive']);
});

it('the registry’s word on who published it is called the registry’s', () => {
  const facts = [known(subject, { descriptions: [described({ publishedBy: { name: 'ann' } })] })];
  const component = componentOf(subject, { facts });
  expect(component.publisher).toBe('ann');
  expect(valuesOf(component, 'assay:publisher:from')).toEqual(['registry']);
});

it('what the package links to is a reference of its kind, once', () => {
  const links = [
    { kind: 'vcs', url: 'git+https://host.example/o/a.git', directory: 'packages/a' },
    { kind: 'website', url: 'https://a.example/' },
    { kind: 'issue-tracker', url: 'https://host.example/o/a/issues' },
    { kind: 'changelog', url: 'https://a.example/changes' },
    { kind: 'funding', url: 'https://a.example/fund' },
    { kind: 'website', url: 'javascript:alert(1)' },
  ] as const;
  const descriptions = [described({ links }), described({ from: 'archive', links })];
  const component = componentOf(subject, { facts: [known(subject, { descriptions })] });
  expect(component.externalReferences?.slice(1)).toEqual([
    { url: 'git+https://host.example/o/a.git', comment: 'folder "packages/a"', type: 'vcs' },
    { url: 'https://a.example/', type: 'website' },
    { url: 'https://host.example/o/a/issues', type: 'issue-tracker' },
    { url: 'https://a.example/changes', type: 'release-notes' },
    { url: 'https://a.example/fund', comment: 'funding', type: 'other' },
  ]);
});

it('a file’s name and kind stand under the names that BSI TR-03183-2 gives them', () => {
  const component = componentOf(subject);
  expect(valuesOf(component, 'bsi:component:filename')).toEqual(['a-1.0.0.tgz']);
  expect(valuesOf(component, 'bsi:component:archive')).toEqual(['archive']);
  expect(valuesOf(component, 'bsi:component:structured')).toEqual(['structured']);
});

it('a package without version has none', () => {
  const source = { kind: 'directory', path: 'a' } as const;
  expect(componentOf(locked('a', { version: '', files: [], source }))).not.toHaveProperty('version');
});

it('a file of which no URL is known gets no reference, unless the registry’s layout gives it one', () => {
  const files = [{ name: 'a-1.0.0.tgz', pins: [], malformedPins: [] }];
  const bare = locked('a', { files });
  expect(componentOf(bare)).not.toHaveProperty('externalReferences');
  const [reference] =
    componentOf(bare, { facts: [known(bare, { registry: 'https://registry.example/' })] }).externalReferences ?? [];
  expect(reference?.url).toBe('https://registry.example/a/-/a-1.0.0.tgz');
  expect(reference?.comment).toContain('layout');
});

it('subjects whose pins contradict each other name each other', () => {
  const two = locked('a', { conflictsWith: ['pkg:npm/a@1.0.0#0123456789ab'] });
  expect(valuesOf(componentOf(two), 'assay:conflicts-with')).toEqual(['pkg:npm/a@1.0.0#0123456789ab']);
});

it('components stand in the order of their ids', () => {
  const subjects = ['a', 'b'].map((name) => locked(name));
  expect(bomOf({ subjects }).components.map(({ name }) => name)).toEqual(['a', 'b']);
});
