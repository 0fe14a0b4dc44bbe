import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(`${root}/docs/threats.md`, 'utf8');

/** Short names of files that the second table names often. */
const short: Readonly<Record<string, string>> = {
  network: 'packages/cli/e2e/faults/network.test.ts',
  machine: 'packages/cli/e2e/faults/machine.test.ts',
};

interface Named {
  readonly file: string;
  readonly title: string;
}

/** What a row names: a file in code and a title in quotation marks behind it. */
function namedIn(row: string): readonly Named[] {
  return [...row.matchAll(/`([^`\s]+)` “([^”]*)”/gu)].map(([, file = '', title = '']) => ({
    file: short[file] ?? file,
    title,
  }));
}

const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| #'));
const threats = rows.filter((row) => /^\| \d+ \|/u.test(row));
const faults = rows.filter((row) => !/^\| \d+ \|/u.test(row) && !row.startsWith('| Fault '));

/** A title stands in its file as a literal, quotes written as they have to be there. */
function holds(file: string, title: string): boolean {
  const text = readFileSync(`${root}/${file}`, 'utf8').replaceAll(String.raw`\'`, "'");
  return (
    text.includes(`'${title}'`) ||
    text.includes(`"${title}"`) ||
    text.includes(`\`${title}\``) ||
    text.includes(`\`${title}\${`)
  );
}

describe('docs/threats.md', () => {
  it('has every threat once, in order, and every fault', () => {
    expect(threats.map((row) => Number(row.split('|')[1]))).toEqual(
      Array.from({ length: 42 }, (_, index) => index + 1),
    );
    expect(faults.length).toBeGreaterThanOrEqual(34);
  });

  it.each(threats.map((row) => [row.split('|')[2]?.trim() ?? '', row] as const))('names tests of: %s', (_, row) => {
    expect(namedIn(row).length).toBeGreaterThan(0);
  });

  it.each(faults.map((row) => [row.split('|')[1]?.trim() ?? '', row] as const))(
    'names tests of the fault: %s',
    (_, row) => {
      expect(namedIn(row).length > 0 || row.includes('not a test')).toBe(true);
    },
  );

  it('names tests that are there, by file and title', () => {
    const gone = rows
      .flatMap(namedIn)
      .filter(({ file, title }) => !existsSync(`${root}/${file}`) || !holds(file, title));
    expect(gone).toEqual([]);
  });
});
