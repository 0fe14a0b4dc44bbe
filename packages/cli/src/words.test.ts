import { describe, expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.js';
import { helpText } from './help.js';
import { escapeJson, printableJson } from './printable-json.js';
import { escapeXml } from './printable-xml.js';
import { readArguments } from './read-arguments.js';

describe('a mistyped word', () => {
  it.each([
    ['verfy', ['verify', 'inspect'], '; did you mean `verify`?'],
    ['updat', ['show', 'update'], '; did you mean `update`?'],
    ['verify', ['verify'], ''],
    ['frobnicate', ['verify'], ''],
    [undefined, ['verify'], ''],
  ])('%j is told with the nearest one', (given, words, told) => {
    expect(didYouMean(given, words)).toBe(told);
  });

  it('among options is told the same way', () => {
    const read = (option: string) => () => readArguments([option, 'x'], { policy: 'string' }, 'verify');
    expect(read('--polcy')).toThrow("Unknown option '--polcy'; did you mean `--policy`?");
    expect(read('--frobnicate')).toThrow(/'--frobnicate'$/);
    expect(read('-p')).toThrow(/'-p'$/);
  });
});

describe('the help of verify', () => {
  it.each(['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'Gemfile.lock'])(
    'names %s, which is read',
    (name) => {
      expect(helpText('verify')).toContain(` ${name},`);
    },
  );
});

describe('JSON for a terminal', () => {
  const hostile = { name: 'a\u202eb\u009b31m\u001b[2J\u{1f600}ü\u2028' };

  it('is the same value in printable ASCII', () => {
    for (const text of [escapeJson(JSON.stringify(hostile)), printableJson(hostile)]) {
      expect(text).toMatch(/^[\x20-\x7e\n]*$/);
      expect(JSON.parse(text)).toEqual(hostile);
    }
  });
});

describe('XML for a terminal', () => {
  it('is the same document in printable ASCII', () => {
    expect(escapeXml('<a b="\u009b\u202e">\u{1f600}\n\u001b</a>')).toBe('<a b="&#x9b;&#x202e;">&#x1f600;\n&#x1b;</a>');
  });
});

describe('the help', () => {
  it.each(['trust', 'attestation', 'license', 'sbom', 'diff'])('of %s has examples', (topic) => {
    expect(helpText(topic)).toContain(`Examples\n  assay ${topic} `);
  });
});
