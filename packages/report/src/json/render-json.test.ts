import { canonicalJson, type JsonValue } from '@assay/model';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { missingPin, otherBytes, sample, timeout, usedWaiver } from '../testing/report-builder.js';
import { renderJson } from './render-json.js';
import { reportJsonSchema } from './report-schema.js';

const sources = [
  { kind: 'registry', url: 'https://registry.example/' },
  { kind: 'git', url: 'https://git.example/a', commit: 'a'.repeat(40) },
  { kind: 'url', url: 'https://files.example/a.tgz' },
  { kind: 'archive', path: 'vendor/a.tgz' },
  { kind: 'directory', path: 'packages/a' },
  { kind: 'bundled', within: 'pkg:npm/b@1.0.0' },
  { kind: 'builtin', reason: 'Comes with Bundler.' },
  { kind: 'unsupported', reason: 'A link.' },
] as const;

const input = sample(
  [
    { name: 'bad', faults: [otherBytes('bad'), missingPin('bad'), timeout('source')] },
    { name: 'old', faults: [{ ...missingPin('old'), decision: 'waived', waiver: 0 }], occurrence: { parent: 'x' } },
    ...sources.map((source, i) => ({ name: `s${String(i)}`, subject: { source, bundles: ['node_modules/b'] } })),
  ],
  {
    waivers: [usedWaiver],
    warnings: ['w'],
    gaps: [
      { lockfile: 'package-lock.json', code: 'c', detail: 'd' },
      { lockfile: 'package-lock.json', line: 3, code: 'c', detail: 'd' },
    ],
    edges: [{ from: 'a', to: 'b' }],
    reason: 'r',
  },
);

const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(
  reportJsonSchema() as object,
);

type Mutable = Record<string, unknown>;

describe('renderJson', () => {
  it('is canonical JSON and a line break', () => {
    const text = renderJson(input);
    expect(text.endsWith('}\n')).toBe(true);
    expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text.trimEnd());
  });

  it('is the same for the same report, in whatever order its members were written', () => {
    const reversed = Object.fromEntries(Object.entries(input.report).reverse()) as unknown as typeof input.report;
    expect(renderJson({ ...input, report: reversed })).toBe(renderJson(input));
  });

  it('has a form for texts with lone surrogates', () => {
    const text = renderJson(sample([{ name: 'a\ud800', faults: [timeout()] }]));
    expect(text.isWellFormed()).toBe(true);
    expect(text).toContain('a\ufffd');
  });

  it('leaves out members that are undefined', () => {
    const report = { ...input.report, reason: undefined } as unknown as typeof input.report;
    expect(renderJson({ ...input, report })).not.toContain('"reason":"r"');
  });

  it('holds nothing of what manifests ask for: a stored report must be readable again', () => {
    const bare = sample([{ name: 'a' }]);
    const demands = [{ lockfile: 'package-lock.json', state: 'read', detail: '', asks: [], orphans: [] }] as const;
    expect(renderJson({ ...bare, inventory: { ...bare.inventory, demands } })).toBe(renderJson(bare));
  });

  it('leaves out what lockfiles claim about packages', () => {
    const claiming = sample([{ name: 'a', subject: { claims: ['node runs x.js'] } }]);
    expect(renderJson(claiming)).toBe(renderJson(sample([{ name: 'a' }])));
  });

  it('leaves out what packages and projects say about themselves', () => {
    const description = { from: 'lockfile', licenses: ['MIT'], authors: [], maintainers: [], links: [] } as const;
    const project = { lockfile: 'package-lock.json', path: '.', name: 'mine', dependsOn: ['pkg:npm/a@1.0.0'] };
    const [bare, described] = [{}, { description }].map((more) => {
      const { report, inventory, ...rest } = sample([{ name: 'a', subject: more }]);
      return renderJson({ ...rest, report, inventory: { ...inventory, projects: [{ ...project, ...more }] } });
    });
    expect(described).toBe(bare);
    const valid = validate(JSON.parse(described ?? ''));
    expect(validate.errors).toBe(null);
    expect(valid).toBe(true);
    expect(described).toContain('"name":"mine"');
  });
});

describe('reportJsonSchema', () => {
  it('accepts what renderJson writes', () => {
    const valid = validate(JSON.parse(renderJson(input)));
    expect(validate.errors).toBe(null);
    expect(valid).toBe(true);
  });

  it('is the schema that reports name', () => {
    expect(reportJsonSchema()).toMatchObject({ $id: input.report.schema });
  });

  it.each<readonly [string, (document: { report: Mutable; inventory: Mutable } & Mutable) => void]>([
    ['an unknown member', (document) => (document['extra'] = 1)],
    ['an unknown member of the report', ({ report }) => (report['extra'] = 1)],
    ['a report without findings', ({ report }) => delete report['findings']],
    ['an unknown decision', ({ report }) => (report['decision'] = 'ok')],
    ['an exit code that is not a verdict', ({ report }) => (report['exitCode'] = 2)],
    ['a time with an offset', ({ report }) => (report['at'] = '2026-01-02T03:04:05+01:00')],
    [
      'a digest in capitals',
      ({ report }) => (report['policyDigest'] = { alg: 'sha256', value: 'A'.repeat(64), covers: 'document' }),
    ],
    ['another schema', ({ report }) => (report['schema'] = 'https://assay.example/schemas/report-v2.json')],
    ['an inventory without edges', ({ inventory }) => delete inventory['edges']],
  ])('refuses %s', (_what, spoil) => {
    const document = JSON.parse(renderJson(input)) as { report: Mutable; inventory: Mutable } & Mutable;
    spoil(document);
    expect(validate(document)).toBe(false);
  });

  it('closes every object', () => {
    const text = JSON.stringify(reportJsonSchema());
    expect(text.split('"type":"object"').length).toBe(text.split('"additionalProperties":false').length);
  });
});
