import type { Finding } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { sample } from '../testing/report-builder.js';
import { renderExplanation } from './render-explanation.js';
import { splitSuggestion } from './suggested-entry.js';

const said = 'Nobody in particular is expected. To expect who signed it from now on, add to `publishers`';
const entry =
  '- { purl: "pkg:npm/%40acme/ui", allow: [{ kind: "github", repository: "acme/ui", ref: "refs/tags/v{version}, }] }", keyIds: ["a"] }] }';

const finding = (detail: string, change: Partial<Finding> = {}): Finding => ({
  id: 'x',
  check: 'publisher',
  code: 'no-publisher-expected',
  outcome: 'not-applicable',
  subject: 's',
  detail,
  evidence: [],
  ...change,
});

const lines = [
  '- purl: "pkg:npm/%40acme/ui"',
  '  allow:',
  '    - kind: "github"',
  '      repository: "acme/ui"',
  '      ref: "refs/tags/v{version}, }] }"',
  '      keyIds: ["a"]',
];

describe('a suggested entry', () => {
  it('becomes lines of YAML', () => {
    expect(splitSuggestion(finding(`${said}: ${entry}`))).toEqual({ said: `${said}:`, entry: lines });
  });

  it.each([
    ['an unquoted value', entry.replace('"acme/ui"', 'acme/ui')],
    ['something behind it', `${entry} and more`],
    ['a quote that does not end', entry.replace('"github"', '"github')],
    ['no field', '- { purl: "a", allow: [{ }] }'],
  ])('with %s stays text', (_, odd) => {
    const detail = `${said}: ${odd}`;
    expect(splitSuggestion(finding(detail))).toEqual({ said: detail, entry: [] });
  });

  it('of another check or code stays text', () => {
    const detail = `${said}: ${entry}`;
    expect(splitSuggestion(finding(detail, { check: 'source' })).entry).toEqual([]);
    expect(splitSuggestion(finding(detail, { code: 'other' })).entry).toEqual([]);
  });

  it('is printed by an explanation line for line, however narrow the terminal is', () => {
    const fault = {
      check: 'publisher',
      code: 'no-publisher-expected',
      outcome: 'not-applicable',
      decision: 'pass',
      detail: `${said}: ${entry}`,
    } as const;
    const text = renderExplanation(sample([{ name: 'ui', faults: [fault] }]), 'ui', {
      color: false,
      width: 30,
      detail: 'normal',
    });
    expect(text).toContain(lines.map((line) => `      ${line}\n`).join(''));
  });

  it('shows no escape sequence of a signer', () => {
    const hostile = entry.replace('acme/ui"', 'acme/\u001b[31mui"');
    const fault = {
      check: 'publisher',
      code: 'no-publisher-expected',
      outcome: 'not-applicable',
      decision: 'pass',
      detail: `${said}: ${hostile}`,
    } as const;
    const text = renderExplanation(sample([{ name: 'ui', faults: [fault] }]), 'ui', {
      color: false,
      width: 90,
      detail: 'normal',
    });
    expect(text).not.toContain('\u001b');
  });
});
