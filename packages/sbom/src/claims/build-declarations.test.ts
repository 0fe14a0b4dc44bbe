import { officialBomSchema } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import type { Bom, SpecVersion } from '../cyclonedx/index.js';
import { claimCase, digest, finding, subject } from '../testing/claim-case.js';
import { createBomValidator } from '../validate/index.js';
import { renderJson } from '../write/index.js';
import { buildDeclarations } from './build-declarations.js';
import type { MappedRequirement, StandardsMapping } from './standards-mapping.js';

const requirement = (given: Partial<MappedRequirement>): MappedRequirement => ({
  identifier: 'R1',
  all: [],
  any: [],
  shows: 'It shows this.',
  ...given,
});

const mappingOf = (...requirements: readonly MappedRequirement[]): StandardsMapping => ({
  standards: [{ id: 'std', name: 'Standard', version: '1', owner: 'Somebody', description: 'Ours.', requirements }],
});

const mapping = mappingOf(
  requirement({ identifier: 'pins', title: 'Pins', all: ['pins'] }),
  requirement({ identifier: 'signed', any: ['signature', 'provenance'] }),
  requirement({ identifier: 'both', all: ['pins'], any: ['signature'] }),
  requirement({ identifier: 'none' }),
);

const subjects = ['a', 'b', 'c', 'd'].map((name) => subject(name));
const findings = [
  finding('a', 'pins', 'proven', { evidence: [digest('1')] }),
  finding('a', 'signature', 'proven', { evidence: [digest('1'), digest('2')] }),
  finding('b', 'pins', 'refuted', { evidence: [digest('3')] }),
  finding('b', 'signature', 'absent'),
  finding('b', 'provenance', 'proven'),
  finding('c', 'pins', 'unknown', { evidence: [digest('4')] }),
  finding('c', 'signature', 'not-applicable'),
  finding('c', 'provenance', 'not-applicable'),
  finding('d', 'pins', 'proven'),
];
const input = claimCase(subjects, findings);

function built(given = input, of: StandardsMapping = mapping) {
  const { declarations, definitions } = buildDeclarations(given, of);
  const claims = [...(declarations.claims ?? [])];
  const evidence = [...(declarations.evidence ?? [])];
  const answers = new Map((declarations.attestations?.[0]?.map ?? []).map((each) => [each.requirement, each]));
  return { declarations, definitions, claims, evidence, answer: (id: string) => answers.get(`standard:std:${id}`) };
}

describe('claims', () => {
  it('are made for each component and check of which something is proven or refuted, and for no other', () => {
    expect(built().claims.map(({ target, predicate }) => [target, predicate])).toEqual([
      ['pkg:npm/a@1.0.0', 'Sentence of pins/pins-proven.'],
      ['pkg:npm/a@1.0.0', 'Sentence of signature/signature-proven.'],
      ['pkg:npm/b@1.0.0', 'Sentence of pins/pins-refuted.'],
      ['pkg:npm/b@1.0.0', 'Sentence of provenance/provenance-proven.'],
      ['pkg:npm/d@1.0.0', 'Sentence of pins/pins-proven.'],
    ]);
  });

  it('say outcome and code, and point at the run that they come from', () => {
    const [first] = built().claims;
    expect(first?.reasoning).toBe('Check pins: proven (pins-proven). Run: evidence-run.');
    expect(first?.evidence).toEqual(['evidence-run', 'evidence-1']);
  });

  it('name each piece of evidence once, however many rest on it', () => {
    const { claims, evidence } = built();
    expect(claims.map(({ evidence: refs }) => refs)).toEqual([
      ['evidence-run', 'evidence-1'],
      ['evidence-run', 'evidence-1', 'evidence-2'],
      ['evidence-run', 'evidence-3'],
      ['evidence-run'],
      ['evidence-run'],
    ]);
    expect(evidence.map(({ 'bom-ref': ref, data }) => [ref, data?.[0]?.name])).toEqual([
      ['evidence-run', 'run'],
      ['evidence-1', `sha256:${'1'.repeat(64)}`],
      ['evidence-2', `sha256:${'2'.repeat(64)}`],
      ['evidence-3', `sha256:${'3'.repeat(64)}`],
    ]);
  });

  it('rest on a run whose report, policy, roots, inventory, depth and time are told as data', () => {
    const [run] = built().evidence;
    expect(run?.created).toBe('2026-11-26T12:00:00Z');
    expect(JSON.parse(run?.data?.[0]?.contents?.attachment?.content ?? '')).toEqual({
      at: '2026-11-26T12:00:00Z',
      depth: 'artifacts',
      inventory: `sha256:${'c'.repeat(64)}`,
      policy: `sha256:${'b'.repeat(64)}`,
      report: `sha256:${'a'.repeat(64)}`,
      tool: 'Assay 0.1.0',
      trustedRoots: [`sha256:${'d'.repeat(64)}`],
    });
  });

  it('are about a package as a whole: one file that is refuted, missing or unknown is no proof', () => {
    const files = (...outcomes: readonly ('proven' | 'refuted' | 'unknown')[]) =>
      built(
        claimCase(
          [subject('a')],
          outcomes.map((outcome) => finding('a', 'pins', outcome)),
        ),
      ).claims;
    expect(files('proven', 'unknown')).toEqual([]);
    expect(files('proven', 'refuted').map(({ predicate }) => predicate)).toEqual(['Sentence of pins/pins-refuted.']);
    expect(files('proven', 'proven')[0]?.reasoning).toContain('Files: 2.');
  });

  it('are not made of packages that the document does not hold', () => {
    const { declarations } = buildDeclarations(input, mapping, (id) => (id.includes('/a@') ? 'ref-a' : undefined));
    const claims = [...(declarations.claims ?? [])];
    expect(claims.map(({ target }) => target)).toEqual(['ref-a', 'ref-a']);
  });

  it('come out the same each time they are iterated', () => {
    const { declarations } = buildDeclarations(input, mapping);
    expect([...(declarations.claims ?? [])]).toEqual([...(declarations.claims ?? [])]);
    expect([...(declarations.evidence ?? [])]).toEqual([...(declarations.evidence ?? [])]);
  });
});

describe('a requirement', () => {
  it('is answered with the share of components in scope that are proven, and the counts', () => {
    expect(built().answer('pins')).toEqual({
      requirement: 'standard:std:pins',
      claims: ['claim-1', 'claim-5'],
      counterClaims: ['claim-3'],
      conformance: {
        score: 0.5,
        rationale: 'Proven (pins) of 2 of 4 components in scope. Others: 1 refuted, 1 without an answer.',
      },
      confidence: {
        score: 0.75,
        rationale: '3 of 4 components in scope got an answer. What it shows where proven: It shows this.',
      },
    });
  });

  it('needs only one check of `any`, leaves out what it does not apply to, and says what was not checked', () => {
    expect(built().answer('signed')).toMatchObject({
      claims: ['claim-2', 'claim-4'],
      conformance: {
        score: 0.6666,
        rationale:
          'Proven (one of signature, provenance) of 2 of 3 components in scope. Others: 1 not checked, 1 out of scope.',
      },
    });
  });

  it('needs both parts where it has both', () => {
    const { conformance } = built().answer('both') ?? {};
    expect(conformance?.rationale).toBe(
      'Proven (pins, and one of signature) of 1 of 4 components in scope. Others: 1 refuted, 1 without an answer, 1 not checked.',
    );
  });

  it('without checks is not assessed, and has no score of conformance', () => {
    expect(built().answer('none')).toEqual({
      requirement: 'standard:std:none',
      confidence: { score: 0, rationale: 'Not assessed. It shows this.' },
    });
  });

  it('whose checks did not run is not assessed: nothing unchecked is called missed or met', () => {
    const { answer } = built(claimCase(subjects, []));
    expect(answer('pins')).toEqual({
      requirement: 'standard:std:pins',
      confidence: {
        score: 0,
        rationale:
          'Not assessed: its checks did not run or came to no answer for any of 4 components. What they would show: It shows this.',
      },
    });
  });

  it('with nothing in its scope is not assessed', () => {
    const own = subject('a', { source: { kind: 'directory', path: 'a' } });
    const { answer } = built(claimCase([own], []));
    expect(answer('pins')?.confidence?.rationale).toMatch(/^Not assessed: no component is in its scope\./);
  });

  it('is never all met while one component is not: scores are rounded down', () => {
    const many = Array.from({ length: 30_000 }, (_, index) => subject(`p${String(index)}`));
    const all = many.map(({ name }) => finding(name, 'pins', name === 'p7' ? 'refuted' : 'proven'));
    expect(built(claimCase(many, all)).answer('pins')?.conformance?.score).toBe(0.9999);
  });

  it('is refuted by any refuted check that it names, whatever else is proven', () => {
    const both = [finding('a', 'signature', 'proven'), finding('a', 'provenance', 'refuted')];
    const { answer } = built(claimCase([subject('a')], both));
    expect(answer('signed')).toMatchObject({
      claims: ['claim-1'],
      counterClaims: ['claim-2'],
      conformance: { score: 0 },
    });
  });
});

describe('the assessor', () => {
  it('is no third party, and no organisation where nobody is named', () => {
    expect(built().declarations.assessors).toEqual([{ 'bom-ref': 'assessor', thirdParty: false }]);
  });

  it('is the manufacturer of the policy', () => {
    const manufacturer = { name: 'Acme', url: 'https://acme.example/', email: 'psirt@acme.example' };
    const declared = { authors: [], project: {}, parts: [], suppliers: [], manufacturer };
    expect(built(claimCase([], [], { declared })).declarations.assessors?.[0]?.organization).toEqual({
      name: 'Acme',
      url: ['https://acme.example/'],
      contact: [{ email: 'psirt@acme.example' }],
    });
  });
});

describe('a document with claims', () => {
  const hostile = claimCase(
    [subject('a', { id: '"\u001b[31m\ud800' })],
    [finding('a', 'pins', 'proven', { subject: '"\u001b[31m\ud800' })],
  );
  const bomOf = (specVersion: SpecVersion, given = input): Bom => ({
    bomFormat: 'CycloneDX',
    specVersion,
    serialNumber: 'urn:uuid:3e671687-395b-81f5-a30f-a58921a69b79',
    version: 1,
    metadata: { timestamp: '2026-11-26T12:00:00Z' },
    components: given.inventory.subjects.map(({ id, name }) => ({ type: 'library', 'bom-ref': id, name })),
    dependencies: [],
    ...buildDeclarations(given, mapping),
  });
  const textOf = (bom: Bom) => [...renderJson(bom)].join('');

  it.each(['1.6', '1.7'] as const)('is valid CycloneDX %s', (version) => {
    const validator = createBomValidator(officialBomSchema);
    for (const given of [input, hostile]) {
      const { problems } = validator.validate(new TextEncoder().encode(textOf(bomOf(version, given))));
      expect(problems).toEqual([]);
    }
  });

  it('has no reference that leads nowhere, and no name twice', () => {
    const refs: string[] = [];
    const links: string[] = [];
    const walk = (value: unknown, key: string): void => {
      if (Array.isArray(value)) for (const item of value) walk(item, key);
      else if (typeof value === 'object' && value !== null)
        for (const [name, member] of Object.entries(value)) walk(member, name);
      else if (key === 'bom-ref') refs.push(String(value));
      else if (['target', 'evidence', 'claims', 'counterClaims', 'assessor', 'requirement'].includes(key))
        links.push(String(value));
    };
    walk(JSON.parse(textOf(bomOf('1.6'))), '');
    expect(new Set(refs).size).toBe(refs.length);
    expect(links.filter((link) => !refs.includes(link))).toEqual([]);
    expect(links.length).toBeGreaterThan(20);
  });

  it('of 2,000 components and 8 checks stays small', () => {
    const checks = Array.from({ length: 8 }, (_, index) => `check-${String(index)}`);
    const many = Array.from({ length: 2000 }, (_, index) => subject(`package-${String(index)}`));
    const all = many.flatMap(({ name }, index) =>
      checks.map((check) =>
        finding(name, check, 'proven', { evidence: [{ ...digest('0'), value: index.toString(16).padStart(64, '0') }] }),
      ),
    );
    const requirements = Array.from({ length: 20 }, (_, index) =>
      requirement({ identifier: String(index), all: [checks[index % 8] ?? ''] }),
    );
    const { declarations } = buildDeclarations(claimCase(many, all), mappingOf(...requirements));
    const claims = [...(declarations.claims ?? [])];
    expect(claims).toHaveLength(16_000);
    const bytes = JSON.stringify([claims, [...(declarations.evidence ?? [])], declarations.attestations]).length;
    expect(bytes / claims.length).toBeLessThan(330);
  });
});
