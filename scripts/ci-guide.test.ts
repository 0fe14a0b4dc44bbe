/** The guide to CI: every snippet can be read by what it is for, and every option of Assay in it exists. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asMap, parseYaml } from '@assay/documents';
import { describe, expect, it } from 'vitest';
import { helpText } from '../packages/cli/src/help.js';

const guide = readFileSync(fileURLToPath(new URL('../docs/ci.md', import.meta.url)), 'utf8');

interface Snippet {
  readonly language: string;
  readonly text: string;
}

const snippets: readonly Snippet[] = [...guide.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(
  ([, language = '', text = '']) => ({ language, text }),
);
const of = (language: string) => snippets.filter((snippet) => snippet.language === language).map(({ text }) => [text]);

/** `assay verify . --json x \` as `['verify', ['--json']]`: each call of the command line, its lines joined. */
function assayCalls(text: string): readonly (readonly [topic: string, options: readonly string[]])[] {
  const lines = text.replaceAll(/\\\n/g, ' ').split('\n');
  const calls = lines.flatMap((line) => [...line.replace(/#.*$/, '').matchAll(/\bassay"? ([a-z]+) ([^&|;]*)/g)]);
  return calls.map(([, topic = '', rest = '']) => [topic, rest.match(/--[a-z][a-z-]*/g) ?? []]);
}

describe('the guide to CI', () => {
  it('has snippets for each build service', () => {
    for (const title of ['GitHub Actions', 'GitLab CI', 'Jenkins', 'Buildkite', 'Plain shell']) {
      expect(guide).toContain(`\n## ${title}\n`);
    }
    expect(new Set(snippets.map(({ language }) => language))).toEqual(new Set(['sh', 'yaml', 'groovy']));
  });

  it.each(of('yaml'))('shows YAML that is a pipeline: %#', (text) => {
    const read = parseYaml(new TextEncoder().encode(text), { maxBytes: 100_000 });
    expect(read.ok).toBe(true);
    expect(read.ok && asMap(read.documents[0]?.value)?.size).toBeGreaterThan(0);
  });

  it.skipIf(process.platform === 'win32').each(of('sh'))('shows shell that a shell reads: %#', (text) => {
    expect(() => execFileSync('sh', ['-n'], { input: text, stdio: ['pipe', 'ignore', 'pipe'] })).not.toThrow();
  });

  it.each(of('groovy'))('shows Groovy whose brackets close: %#', (text) => {
    const bare = text.replaceAll(/\/\/ .*$|'[^'\n]*'|"[^"\n]*"/gm, '');
    for (const [open, close] of ['()', '{}', '[]'].map((pair) => [...pair])) {
      expect(bare.split(open ?? '').length).toBe(bare.split(close ?? '').length);
    }
  });

  it('installs nothing in a GitLab pipeline that the gate is not in', () => {
    const text =
      of('yaml')
        .flat()
        .find((snippet) => snippet.includes('stages: [gate, build]')) ?? '';
    const read = parseYaml(new TextEncoder().encode(text), { maxBytes: 100_000 });
    const file = read.ok ? asMap(read.documents[0]?.value) : null;
    const job = (name: string) => asMap(file?.get(name));
    expect(job('.pipelines')?.has('rules')).toBe(true);
    for (const name of ['assay', 'install']) {
      expect([job(name)?.get('extends'), job(name)?.has('rules')]).toEqual(['.pipelines', false]);
    }
  });

  it('uses no option of Assay that there is not', () => {
    const calls = snippets.flatMap(({ text }) => assayCalls(text));
    expect(calls.length).toBeGreaterThan(2);
    for (const [topic, options] of calls) {
      const known = new Set(helpText(topic).match(/--[a-z][a-z-]*/g));
      expect(options.filter((option) => !known.has(option))).toEqual([]);
    }
  });

  it('hides no exit code', () => {
    for (const { text } of snippets) expect(text).not.toMatch(/\|\| *(?:true|:)|continue-on-error|allow_failure: true/);
  });
});
