import { digestOf, type AttestationReport, type AttestationVerdict, type FileVerdict } from '@assay/model';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naughtyStrings } from '../testing/naughty-strings.js';
import type { TerminalOptions } from '../terminal/options.js';
import { attestationJsonSchema } from './attestation-schema.js';
import { renderAttestationJson } from './render-attestation-json.js';
import { renderAttestations } from './render-attestations.js';

const digest = digestOf('sha256', 'x');
const plain: TerminalOptions = { color: false, width: 100, detail: 'normal' };

/** A verdict in which every text is chosen by `text`. */
function attestation(text: (i: number) => string, change: Partial<AttestationVerdict> = {}): AttestationVerdict {
  return {
    from: text(0),
    place: 1,
    format: 'sigstore-bundle',
    outcome: 'refuted',
    code: text(1),
    text: text(2),
    detail: text(3),
    next: text(4),
    verified: {
      signer: {
        kind: 'identity',
        san: { type: 'uri', value: text(5) },
        issuer: text(6),
        claims: { sourceRepositoryUri: text(7) },
        certificate: digest,
      },
      times: [{ at: '2026-01-01T00:00:00Z', by: 'tsa', source: text(8) }],
      logEntries: [{ log: text(9), logId: 'aa', index: text(10), kind: text(11) }],
      subject: digest,
      root: { name: text(12), digest },
      mediaType: text(13),
      predicateType: text(14),
    },
    steps: [{ step: text(15), result: 'proven', detail: text(16) }],
    differences: [
      { field: text(17), expected: text(18), actual: text(19) },
      { field: text(20), expected: text(21) },
    ],
    notes: [text(22)],
    suggestion: `${text(23)}\n${text(24)}\n`,
    ...change,
  };
}

function report(
  files: readonly FileVerdict[],
  exitCode: AttestationReport['exitCode'],
  text = 'someone',
): AttestationReport {
  return {
    schema: 'https://assay.example/schemas/attestation-v1.json',
    tool: { name: 'assay', version: '0.1.0' },
    at: '2026-01-01T00:00:00Z',
    exitCode,
    expected: { by: 'identity', text },
    predicateTypes: [],
    trustedRoots: [{ name: 'root', digest }],
    files,
  };
}

function file(
  outcome: FileVerdict['outcome'],
  attestations: readonly AttestationVerdict[],
  text = 'tool.tgz',
): FileVerdict {
  const answer = { outcome, code: 'signer-mismatch', text: 'It is by somebody else.', detail: 'd', next: 'Ask.' };
  return { file: text, digests: [digest], ...answer, attestations, aboutOthers: 0 };
}

const words = (i: number) => `word${String(i)}`;
const good = { ...file('proven', [attestation(words, { outcome: 'proven', differences: [], notes: [] })]), next: '' };

describe('the summary', () => {
  it('begins with the verdict, and tells what is not proven first', () => {
    const text = renderAttestations(report([good, file('refuted', [attestation(words)], 'bad.tgz')], 1), plain);
    expect(text.split('\n')[0]).toBe('FAIL  1 file refuted, 1 file signed by whom you expect');
    expect(text.indexOf('✗ bad.tgz')).toBeLessThan(text.indexOf('✓ tool.tgz'));
    expect(text).toContain('word17: expected word18');
    expect(text).toContain('but found word19');
    expect(text).toContain('and nothing is stated');
    expect(text).toContain('    word23\n    word24\n');
    expect(text).toContain('→ Ask.');
    const twice = renderAttestations(report([file('refuted', [attestation(words), attestation(words)])], 1), plain);
    expect(twice.split('word24')).toHaveLength(2);
  });

  it('says who signed, when by which clock, and where it is logged', () => {
    const text = renderAttestations(report([good], 0), plain);
    expect(text).toContain('PASS  1 file signed by whom you expect');
    expect(text).toContain('signed by word5, issuer word6');
    expect(text).toContain('at 2026-01-01T00:00:00Z, by the timestamp authority word8');
    expect(text).toContain('logged as entry word10 of word9');
  });

  it('never says PASS for a file without attestations', () => {
    const text = renderAttestations(report([file('absent', [])], 3), plain);
    expect(text.split('\n')[0]).toBe('UNVERIFIED  1 file not proven');
  });

  it('tells the steps where more is asked for, and only what is wrong where less is', () => {
    const verbose = renderAttestations(report([good], 0), { ...plain, detail: 'verbose' });
    expect(verbose).toContain('✓ word15: word16');
    expect(renderAttestations(report([good], 0), { ...plain, detail: 'quiet' })).not.toContain('tool.tgz');
  });

  it('says what it leaves out', () => {
    const many = Array.from({ length: 101 }, () => file('absent', []));
    expect(renderAttestations(report(many, 3), plain)).toContain('and 1 more file (--verbose shows them)');
    const crowd = file(
      'refuted',
      Array.from({ length: 12 }, () => attestation(words)),
    );
    const text = renderAttestations(report([{ ...crowd, aboutOthers: 3 }], 1), plain);
    expect(text).toContain('and 2 more attestations');
    expect(text).toContain('3 attestations about other files left out');
  });
});

describe('hostile texts', () => {
  const lineStart = /^(?:$| |[✗?✓](?: |$)|FAIL {2}|UNVERIFIED {2}|PASS {2})/;

  function expectHarmless(output: string): void {
    // eslint-disable-next-line no-control-regex -- our own colours, and nothing else
    const text = output.replaceAll(/\u001b\[(?:1|2|22|31|32|33|36|39)m/g, '');
    expect(text).not.toMatch(/[^\P{C}\n]/u);
    expect(text).not.toMatch(/[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
    expect(text).not.toMatch(/##/);
    for (const line of text.split('\n')) {
      expect(line).toMatch(lineStart);
      expect(line.trimStart()).not.toMatch(/^::[a-z]/i);
    }
  }

  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...naughtyStrings));
  const details = fc.constantFrom<TerminalOptions['detail']>('quiet', 'normal', 'verbose');

  it('do no harm on a terminal, in whatever field they stand', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 25 }), details, fc.boolean(), (texts, detail, color) => {
        const text = (i: number) => texts[i % texts.length] ?? '';
        const hostile = {
          ...file('refuted', [attestation(text)], text(0)),
          code: text(1),
          text: text(2),
          next: text(3),
        };
        expectHarmless(renderAttestations(report([hostile], 1, text(4)), { color, width: 80, detail }));
      }),
      { numRuns: 300 },
    );
  });

  it('have a form in JSON', () => {
    const name = 'a\u009b31m\u202e😀\ud800';
    const json = renderAttestationJson(report([file('refuted', [], name)], 1));
    expect(json).toMatch(/^[\x20-\x7e]*\n$/);
    expect((JSON.parse(json) as { report: AttestationReport }).report.files[0]?.file).toBe(name.toWellFormed());
  });
});

describe('the JSON', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  const validate = ajv.compile(attestationJsonSchema() as object);
  const told = (value: AttestationReport) => JSON.parse(renderAttestationJson(value)) as Record<string, unknown>;

  it('is what its schema says', () => {
    const byKey = attestation(words, {
      verified: {
        signer: { kind: 'managed-key', key: digest },
        times: [],
        logEntries: [],
        subject: digest,
        mediaType: 'm',
      },
    });
    for (const value of [report([good], 0), report([file('refuted', [attestation(words), byKey])], 1), report([], 3)]) {
      expect(validate(told(value)), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it('has no member that the schema does not name', () => {
    expect(validate({ ...told(report([good], 0)), more: 1 })).toBe(false);
  });
});
