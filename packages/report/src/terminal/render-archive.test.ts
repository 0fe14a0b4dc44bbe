import type { ArchiveListing } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { renderArchive } from './render-archive.js';

const options = { color: false, width: 80, detail: 'normal' } as const;
const about = {
  name: 'left-pad-1.3.0.tgz',
  size: 12345,
  digests: [{ alg: 'sha1', value: 'a'.repeat(40), covers: 'artifact' }],
} as const;

const listing: ArchiveListing = {
  format: 'npm-tgz',
  complete: true,
  members: new Map(),
  entries: [
    { path: 'package/package.json', type: 'file', mode: 0o644, size: 1024 },
    { path: 'package/link', type: 'symlink', mode: 0o777, size: 0, linkTarget: '../../etc' },
  ],
  problems: [],
};
const odd = {
  code: 'root-name',
  severity: 'note',
  path: 'x/',
  detail: 'The root folder is not called `package`.',
} as const;
const bad = { code: 'link-escape', severity: 'refuse', path: 'package/link', detail: 'The link leads out.' } as const;

describe('renderArchive', () => {
  it('tells what is inside', () => {
    expect(renderArchive(listing, about, options)).toMatchInlineSnapshot(`
      "SAFE TO UNPACK  2 entries
        left-pad-1.3.0.tgz, 12,345 bytes, npm-tgz
        sha1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

        - 0644 1,024  package/package.json
        l 0777     0  package/link → ../../etc
      "
    `);
  });

  it('tells what is wrong before what is odd', () => {
    expect(renderArchive({ ...listing, problems: [odd, bad] }, about, options)).toMatchInlineSnapshot(`
      "REFUSED  1 problem, 2 entries, 1 oddity that every client treats alike
        left-pad-1.3.0.tgz, 12,345 bytes, npm-tgz
        sha1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

      ✗ link-escape package/link: The link leads out.
      – root-name x/: The root folder is not called \`package\`.

        - 0644 1,024  package/package.json
        l 0777     0  package/link → ../../etc
      "
    `);
  });

  it('does not call an archive safe that was not read to its end, even without a problem', () => {
    const text = renderArchive({ ...listing, complete: false }, about, options);
    expect(text).toContain('REFUSED  2 entries, and it could not be read to its end\n');
    expect(text).not.toContain('SAFE');
  });

  it('calls an archive with mere oddities safe, and names them', () => {
    const text = renderArchive({ ...listing, problems: [odd] }, about, options);
    expect(text).toContain('SAFE TO UNPACK  2 entries, 1 oddity that every client treats alike\n');
    expect(text).toContain('– root-name x/: The root folder');
  });

  it('shows no more entries and problems than a person reads, unless asked to', () => {
    const flood: ArchiveListing = {
      ...listing,
      entries: Array.from({ length: 5000 }, (_, i) => ({
        path: `package/${String(i)}`,
        type: 'file',
        mode: 0,
        size: i,
      })),
      problems: Array.from({ length: 900 }, () => bad),
    };
    const text = renderArchive(flood, about, options);
    expect(text.split('\n').length).toBeLessThan(300);
    expect(text).toContain('and 4,800 more (--verbose shows them)');
    expect(text).toContain('and 850 more (--verbose shows them)');
    expect(renderArchive(flood, about, { ...options, detail: 'verbose' }).split('\n').length).toBeGreaterThan(5900);
  });
});
