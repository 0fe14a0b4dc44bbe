import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasClient, officialReportSchemaFile } from '@assay/testkit';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { hostileReport } from '../testing/hostile-findings.js';
import { naughtyStrings } from '../testing/naughty-strings.js';
import { missingPin, otherBytes, sample, timeout, usedWaiver } from '../testing/report-builder.js';
import { renderJunit } from './render-junit.js';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Parsed by the specification (saxes refuses what XML 1.0 forbids). */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return root.children[0]!;
}

const suitesOf = (xml: string) => parse(xml).children;
const casesOf = (xml: string) =>
  suitesOf(xml).flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'));
const caseOf = (xml: string, check: string, name: string) =>
  casesOf(xml).find(
    ({ attributes }) => attributes['classname'] === `assay.${check}` && attributes['name'] === `pkg:npm/${name}@1.0.0`,
  );

const input = sample(
  [
    { name: 'good' },
    { name: 'bad', line: 42, faults: [otherBytes('bad'), missingPin('bad'), timeout('source')] },
    { name: 'slow', faults: [timeout()] },
    { name: 'old', faults: [{ ...missingPin('old'), decision: 'waived', waiver: 0 }] },
    { name: 'new', faults: [{ ...timeout('source'), decision: 'warn' }] },
    {
      name: 'own',
      faults: [
        { check: 'source', code: 'directory', outcome: 'not-applicable', decision: 'pass', detail: 'A folder.' },
      ],
    },
  ],
  {
    waivers: [usedWaiver],
    warnings: ['A rule matches nothing.'],
    gaps: [{ lockfile: 'package-lock.json', line: 3, code: 'c', detail: 'It runs scripts.' }],
  },
);

/** Attributes that GitLab, CircleCI and Jenkins read and the published schemas do not know. */
const extension = / (?:file="[^"]*" line="\d+"|message="[^"]*"(?=>[^<]*<\/skipped>))/g;

/** What the published copy of Ant's schema is older than. */
const younger = / skipped="\d+"|<skipped[ >][^]*?<\/skipped>/g;

/** xmllint's complaints about documents, by the named schema, one run for all. */
function complaints(schema: 'junit-jenkins.xsd' | 'junit-ant.xsd', documents: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-junit-'));
  try {
    const files = documents.map((text, i) => {
      const file = join(folder, `${String(i)}.xml`);
      const known = text.replaceAll(extension, '');
      writeFileSync(file, schema === 'junit-ant.xsd' ? known.replaceAll(younger, '') : known);
      return file;
    });
    const args = ['--noout', '--nonet', '--huge', '--schema', officialReportSchemaFile(schema), ...files];
    const { status, stderr } = spawnSync('xmllint', args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
    return status === 0 ? '' : stderr.slice(0, 2000);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('renderJunit', () => {
  it('has a suite for each check after one for the run, and a case for each package in it', () => {
    const suites = suitesOf(renderJunit(input));
    expect(suites.map(({ attributes }) => [attributes['name'], attributes['tests']])).toEqual([
      ['run', '1'],
      ['pin-strength', '6'],
      ['source', '6'],
      ['artifact-digest', '6'],
    ]);
  });

  it('counts as consumers do', () => {
    for (const { attributes, children } of suitesOf(renderJunit(input))) {
      const cases = children.filter(({ name }) => name === 'testcase');
      const count = (name: string) => String(cases.filter((each) => each.children[0]?.name === name).length);
      expect(attributes).toMatchObject({
        tests: String(cases.length),
        failures: count('failure'),
        errors: count('error'),
        skipped: count('skipped'),
      });
    }
  });

  it('makes a failure of what fails, with what to do, and points at the line', () => {
    const found = caseOf(renderJunit(input), 'pin-strength', 'bad');
    expect(found?.attributes).toMatchObject({ file: 'package-lock.json', line: '42' });
    expect(found?.children).toMatchObject([{ name: 'failure', attributes: { type: 'pin-missing' } }]);
    expect(found?.children[0]?.text).toContain('What to do: Lock the package again.');
  });

  it('makes an error of what could not be verified', () => {
    const found = caseOf(renderJunit(input), 'artifact-digest', 'slow');
    expect(found?.children).toMatchObject([{ name: 'error', attributes: { type: 'timeout' } }]);
    expect(found?.children[0]?.attributes['message']).toMatch(/^Could not be verified: /);
  });

  it('skips what is waived, warned about or not applicable, and says why', () => {
    const xml = renderJunit(input);
    const why = (check: string, name: string) => caseOf(xml, check, name)?.children[0];
    expect(why('pin-strength', 'old')).toMatchObject({ name: 'skipped' });
    expect(why('pin-strength', 'old')?.attributes['message']).toMatch(
      /^Waived: .*\[Replaced in the next release\. \(alice@corp\.example, until 2026-06-30\)\]/,
    );
    expect(why('source', 'new')?.attributes['message']).toMatch(/^Warning: /);
    expect(why('source', 'own')?.attributes['message']).toBe('Does not apply: A folder.');
  });

  it('passes what is proven', () => {
    expect(caseOf(renderJunit(input), 'source', 'good')?.children).toEqual([]);
  });

  it('takes the time from the report', () => {
    expect(suitesOf(renderJunit(input))[0]?.attributes['timestamp']).toBe('2026-01-02T03:04:05');
    expect(renderJunit({ ...input, report: structuredClone(input.report) })).toBe(renderJunit(input));
  });

  it('says what was not looked at, and what the policy warns of', () => {
    const out = suitesOf(renderJunit(input))[0]?.children.find(({ name }) => name === 'system-out')?.text;
    expect(out).toContain('Warning: A rule matches nothing.');
    expect(out).toContain('Not looked at: package-lock.json:3: It runs scripts.');
  });

  it('has an error where only the run as a whole could not be verified, or a check gave no answer', () => {
    const reason = 'There was nothing to verify.';
    const empty = renderJunit(sample([], { decision: 'unverified', exitCode: 3, reason }));
    expect(casesOf(empty)).toMatchObject([{ children: [{ name: 'error' }] }]);
    expect(empty).toContain(reason);
    const base = sample([{ name: 'a' }]);
    const verdicts = base.report.verdicts.map((verdict) => ({ ...verdict, decision: 'unverified' as const }));
    const silent = renderJunit({ ...base, report: { ...base.report, verdicts, exitCode: 3 } });
    expect(caseOf(silent, 'run', 'a')?.children).toMatchObject([{ name: 'error', attributes: { type: 'no-answer' } }]);
  });

  it('tells the worst first, so that a second case of the same name cannot hide a failure', () => {
    const same = { id: 'x', purl: 'pkg:npm/x@1.0.0' };
    const long = 'a'.repeat(600);
    const twice = sample([
      { name: 'x', subject: { ...same, id: `${long}1` } },
      { name: 'y', subject: { ...same, id: `${long}2` }, faults: [missingPin('y')] },
    ]);
    const cases = casesOf(renderJunit(twice)).filter(
      ({ attributes }) => attributes['classname'] === 'assay.pin-strength',
    );
    expect(cases[0]?.attributes['name']).toBe(cases[1]?.attributes['name']);
    expect(cases[0]?.children[0]?.name).toBe('failure');
  });
});

describe.skipIf(!hasClient('xmllint'))(
  'by published schemas (xmllint), but for the attributes that consumers added',
  () => {
    it.each(['junit-jenkins.xsd', 'junit-ant.xsd'] as const)('every document is valid: %s', (schema) => {
      const timed = naughtyStrings.map((_, i) => naughtyStrings.slice(i, i + 10)).filter((_, i) => i % 10 === 0);
      const documents = timed.map((texts) => {
        const report = hostileReport(texts);
        return renderJunit({ ...report, report: { ...report.report, at: '2026-01-02T03:04:05.678Z' } });
      });
      expect(complaints(schema, [renderJunit(input), renderJunit(sample([])), ...documents])).toBe('');
    });
  },
);

describe('hostile reports', () => {
  function expectHarmless(xml: string): void {
    const root = parse(xml);
    expect(root.name).toBe('testsuites');
    const names = new Set([
      'testsuite',
      'properties',
      'property',
      'testcase',
      'failure',
      'error',
      'skipped',
      'system-out',
      'system-err',
    ]);
    const walk = ({ children, attributes, text }: Element): void => {
      for (const each of [...Object.values(attributes), text]) {
        expect(each).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
      }
      for (const child of children) {
        expect(names.has(child.name)).toBe(true);
        walk(child);
      }
    };
    walk(root);
  }

  it('are XML with all naughty strings in them', () => {
    for (let i = 0; i < naughtyStrings.length; i += 10) {
      expectHarmless(renderJunit(hostileReport(naughtyStrings.slice(i, i + 10))));
    }
  });

  it('are XML with any text in them', () => {
    const parts = [
      ']]>',
      '<!--',
      '-->',
      '<![CDATA[',
      '&#0;',
      '&lt;',
      '"',
      "'",
      '\ufffe',
      '\ud800',
      '\u0000',
      '<?x',
      '</testsuites>',
    ];
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(...naughtyStrings),
      fc.array(fc.constantFrom(...parts), { maxLength: 20 }).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), (texts) => {
        expectHarmless(renderJunit(hostileReport(texts)));
      }),
      { numRuns: 150 },
    );
  });

  it('keep a failure or an error, whatever the texts are', () => {
    for (let i = 0; i < naughtyStrings.length; i += 10) {
      expect(renderJunit(hostileReport(naughtyStrings.slice(i, i + 10)))).toMatch(/<(?:failure|error) /);
    }
  });
});

describe('limits', () => {
  const many = sample([
    ...Array.from({ length: 300 }, (_, i) => ({ name: `ok-${String(i)}` })),
    { name: 'evil', faults: [otherBytes('evil')] },
  ]);

  it('keep the worst, and say how many were left out', () => {
    for (const xml of [renderJunit(many, { maxCases: 50 }), renderJunit(many, { maxBytes: 8000 })]) {
      expect(caseOf(xml, 'artifact-digest', 'evil')?.children[0]?.name).toBe('failure');
      const left = casesOf(xml).length;
      expect(left).toBeLessThanOrEqual(70);
      expect(xml).toContain(`${String(301 * 3 + 1 - left)} test cases were left out`);
    }
  });

  it('hold for 100,000 packages', () => {
    const xml = renderJunit(
      sample(Array.from({ length: 100_000 }, (_, i) => ({ name: `a-${String(i)}`, faults: [missingPin('a')] }))),
    );
    expect(xml.length).toBeLessThan(30_000_000);
    expect(xml).toContain('test cases were left out');
  }, 240_000);
});
