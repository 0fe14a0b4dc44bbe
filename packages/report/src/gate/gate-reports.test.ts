import { digestOf, type GateArtifact, type GateCondition, type GateDecision } from '@assay/model';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naughtyStrings } from '../testing/naughty-strings.js';
import type { TerminalOptions } from '../terminal/options.js';
import { gateJsonSchema } from './gate-schema.js';
import { renderGate } from './render-gate.js';
import { renderGateJson } from './render-gate-json.js';

const plain: TerminalOptions = { color: false, width: 100, detail: 'normal' };

function condition(outcome: GateCondition['outcome'], given: Partial<GateCondition> = {}): GateCondition {
  return {
    condition: 'depth',
    outcome,
    code: 'depth-code',
    text: 'A text.',
    detail: 'A detail.',
    next: 'Do it.',
    ...given,
  };
}

function artifact(given: Partial<GateArtifact> = {}): GateArtifact {
  const digests = [digestOf('sha256', 'x')];
  return { name: 'shop.tgz', digests, decision: 'fail', conditions: [condition('refuted')], others: [], ...given };
}

function decision(artifacts: readonly GateArtifact[], exitCode: GateDecision['exitCode'] = 1): GateDecision {
  return { exitCode, at: '2026-11-26T12:00:00Z', artifacts, notes: [] };
}

describe('the answer for people', () => {
  it('begins with the decision, and tells what does not hold first', () => {
    const conditions = [
      condition('proven', { text: 'It holds.' }),
      condition('unknown', { text: 'It is open.' }),
      condition('refuted'),
    ];
    const text = renderGate(
      decision([artifact({ decision: 'pass', name: 'good', conditions: [] }), artifact({ conditions })]),
      plain,
    );
    expect(text.split('\n')[0]).toBe('FAIL  1 artefact refused, 1 artefact may be deployed');
    expect(text.indexOf('✗ shop.tgz')).toBeLessThan(text.indexOf('✓ good'));
    expect(text.indexOf('A text.')).toBeLessThan(text.indexOf('It is open.'));
    expect(text.indexOf('It is open.')).toBeLessThan(text.indexOf('It holds.'));
  });

  it('never says PASS where something is open', () => {
    const text = renderGate(
      decision([artifact({ decision: 'unverified', conditions: [condition('absent')] })], 3),
      plain,
    );
    expect(text.split('\n')[0]).toBe('UNVERIFIED  1 artefact not proven');
  });

  it('says what it was decided by, and lists what else there is', () => {
    const others = [
      { from: 'a.jsonl', line: 2, code: 'older-summary', detail: 'Made before.' },
      { from: 'a.jsonl', line: 3, code: 'statement-of-other-type', detail: 'It is another.' },
    ];
    const summary = { from: 'a.jsonl', line: 1, at: '2026-11-26T11:00:00Z', signedBy: 'a key' };
    const told = artifact({
      decision: 'pass',
      summary,
      others,
      conditions: [condition('not-applicable', { text: 'Not asked.' })],
    });
    const text = renderGate(decision([told], 0), plain);
    expect(text).toContain('Decided by the summary of 2026-11-26T11:00:00Z in a.jsonl, line 1, signed by a key');
    expect(text).toContain('– a.jsonl, line 2: older-summary. Made before.');
    expect(text).not.toMatch(/statement-of-other-type|Not asked/);
    const verbose = renderGate(decision([told], 0), { ...plain, detail: 'verbose' });
    expect(verbose).toContain('statement-of-other-type');
    expect(verbose).toContain('Not asked.');
  });

  it('says what it leaves out', () => {
    const others = Array.from({ length: 13 }, (_, line) => ({
      from: 'a',
      line: line + 1,
      code: 'older-summary',
      detail: '',
    }));
    expect(renderGate(decision([artifact({ others })]), plain)).toContain('and 3 more (--verbose shows them)');
  });
});

describe('hostile texts', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...naughtyStrings));
  const details = fc.constantFrom<TerminalOptions['detail']>('quiet', 'normal', 'verbose');

  function hostile(text: (i: number) => string): GateDecision {
    const conditions = (['refuted', 'unknown', 'proven', 'not-applicable'] as const).map((outcome) => ({
      condition: text(0),
      outcome,
      code: text(1),
      text: text(2),
      detail: text(3),
      next: text(4),
    }));
    const summary = { from: text(5), line: 1, at: '2026-11-26T11:00:00Z', signedBy: text(6) };
    const others = [{ from: text(7), line: 1, code: text(8), detail: text(9) }];
    return decision([artifact({ name: text(10), conditions, summary, others })]);
  }

  it('do no harm on a terminal, in whatever field they stand', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 12 }), details, fc.boolean(), (texts, detail, color) => {
        const output = renderGate(
          hostile((i) => texts[i % texts.length] ?? ''),
          { color, width: 80, detail },
        );
        // eslint-disable-next-line no-control-regex -- our own colours, and nothing else
        const text = output.replaceAll(/\u001b\[(?:1|2|22|31|32|33|36|39)m/g, '');
        expect(text).not.toMatch(/[^\P{C}\n]/u);
        expect(text).not.toMatch(/[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|##/u);
        for (const line of text.split('\n')) {
          expect(line).toMatch(/^(?:$| |[✗?✓](?: |$)|FAIL {2})/);
          expect(line.trimStart()).not.toMatch(/^::[a-z]/i);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('have a form in JSON, which its schema describes', () => {
    const validate = new Ajv2020({ strict: true }).compile(gateJsonSchema() as object);
    const json = renderGateJson(hostile(() => 'a\u009b31m\u202e😀\ud800'));
    expect(json).toMatch(/^[\x20-\x7e]*\n$/);
    expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...(JSON.parse(json) as object), more: 1 })).toBe(false);
  });
});
