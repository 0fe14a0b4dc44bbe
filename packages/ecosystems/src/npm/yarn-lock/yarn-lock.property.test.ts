import { AssayError, mergeInventory } from '@assay/model';
import { largeYarnLock, mintPackage, mintYarnLock } from '@assay/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { npm } from '../npm.js';

const registry = 'https://registry.example.test/';
const packages = ['a', '@s/b', 'c'].map((name) =>
  mintPackage({ name, version: '1.0.0', packageJson: name === 'a' ? { dependencies: { c: '1.0.0' } } : {} }),
);
const formats = ['classic', 'berry'] as const;

function parse(bytes: Uint8Array) {
  return npm.parseLockfile({ path: 'yarn.lock', bytes });
}

/** Reads, and merges as the engine would: what does not throw AssayError must not throw at all. */
function survive(bytes: Uint8Array): void {
  try {
    const content = parse(bytes);
    const digest = { alg: 'sha256', value: '', covers: 'document' } as const;
    mergeInventory([{ ref: { path: 'yarn.lock', ecosystem: 'npm', format: content.format, digest }, content }]);
  } catch (error) {
    expect(error).toBeInstanceOf(AssayError);
  }
}

describe.each(formats)('a minted lockfile of the format %s', (format) => {
  const { text, files } = mintYarnLock({ format, packages, registry });
  const bytes = new TextEncoder().encode(text);

  it('locks what it was minted of, with edges and without a gap in what is asked for', () => {
    const manifest = new TextEncoder().encode(files['package.json'] as string);
    const content = npm.parseLockfile({ path: 'yarn.lock', bytes, manifest });
    expect(content.subjects.map(({ name, version }) => `${name}@${version}`).sort()).toEqual([
      '@s/b@1.0.0',
      'a@1.0.0',
      'c@1.0.0',
    ]);
    expect(content.edges).toEqual([{ from: 'pkg:npm/a@1.0.0', to: 'pkg:npm/c@1.0.0' }]);
    expect(content.projects[0]?.dependsOn).toHaveLength(3);
    expect(content.gaps.map(({ code }) => code)).toEqual(format === 'berry' ? ['client-archive-pins'] : []);
  });

  it('with bytes changed, dropped or doubled is read or refused', { timeout: 60_000 }, () => {
    for (let at = 0; at < bytes.length; at += 3) {
      for (const byte of [0x0a, 0x22, 0xff]) {
        survive(Uint8Array.from([...bytes.subarray(0, at), byte, ...bytes.subarray(at + 1)]));
      }
      survive(Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)]));
      survive(Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at, at + 1), ...bytes.subarray(at)]));
    }
  });

  it('made of any lines is read or refused', { timeout: 60_000 }, () => {
    const lines = text.split('\n');
    const odd = [
      '',
      '#',
      '  ',
      '__metadata:',
      '? "a"',
      ':',
      '  resolution: "a@patch:a%40x#y"',
      '  resolved "file:x"',
      '    a "npm:b@1"',
    ];
    const line = fc.oneof(fc.constantFrom(...lines, ...odd), fc.string({ unit: 'binary', maxLength: 20 }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (some) => survive(new TextEncoder().encode(some.join('\n')))),
      { numRuns: 2000 },
    );
  });

  it('of 30,000 packages is read whole', { timeout: 60_000 }, () => {
    const content = parse(new TextEncoder().encode(largeYarnLock(format, 30_000)));
    expect(content.subjects).toHaveLength(30_000);
    expect(content.edges.length).toBeGreaterThan(50_000);
  });

  it.each([
    ['spaces', ' '.repeat(900_000)],
    ['quotes', `"${'\\"'.repeat(450_000)}`],
    ['a long key', `"${'a@1, '.repeat(180_000)}a@2":\n  version: 1\n`],
    ['many empty lines', '\n'.repeat(900_000)],
    ['a long URL', `a@1:\n  version "1.0.0"\n  resolved "https://h.example/${'@:/'.repeat(300_000)}"\n`],
    ['a long range', `"a@${'>=1 '.repeat(200_000)}":\n  version "1.0.0"\n  resolved "https://h.example/a.tgz"\n`],
    ['a long resolution', `__metadata:\n  version: 8\n\n"a@x":\n  resolution: "a@${'::&='.repeat(200_000)}"\n`],
  ])('a megabyte of %s does not stall', { timeout: 20_000 }, (_what, body) => {
    const start = performance.now();
    survive(new TextEncoder().encode(body));
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe('THREATS row 21: a field of a lockfile of Yarn 2 is changed', () => {
  const { text } = mintYarnLock({ format: 'berry', packages: packages.slice(0, 1), registry });
  const kinds = (changed: string) => {
    expect(changed).not.toBe(text);
    const { subjects, gaps } = parse(new TextEncoder().encode(changed));
    return [
      ...subjects.map(({ source, files }) => `${source.kind} ${String(files[0]?.pins.length ?? 0)}`),
      ...gaps.map(({ code }) => code),
    ];
  };

  it.each<[string, (lock: string) => string, string]>([
    ['checksum removed', (lock) => lock.replace(/ {2}checksum.*\n/, ''), 'registry 0'],
    ['checksum cut', (lock) => lock.replace(/(checksum: 10c0\/.{9}).*\n/, '$1\n'), 'registry 0'],
    ['another package', (lock) => lock.replace('resolution: "a@', 'resolution: "evil@'), 'alias-not-declared'],
    [
      'another version',
      (lock) => lock.replace('resolution: "a@npm:1.0.0', 'resolution: "a@npm:0.9.0'),
      'version-outside-range',
    ],
    ['to a folder', (lock) => lock.replace('"a@npm:1.0.0"\n', '"a@link:../a"\n'), 'unsupported 0'],
    ['to a script', (lock) => lock.replace('"a@npm:1.0.0"\n', '"a@exec:./x.js"\n'), 'unsupported 0'],
    ['to git', (lock) => lock.replace('"a@npm:1.0.0"\n', '"a@https://evil.example/x.git#commit=x"\n'), 'git 0'],
    ['to a URL', (lock) => lock.replace('"a@npm:1.0.0"\n', '"a@https://evil.example/x.tgz"\n'), 'url 1'],
  ])('%s', (_what, change, expected) => {
    expect(kinds(change(text))).toContain(expected);
  });
});
