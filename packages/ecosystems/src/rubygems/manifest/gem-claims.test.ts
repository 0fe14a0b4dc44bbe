import { createHash } from 'node:crypto';
import type { ArchiveListing } from '@assay/model';
import { gemMetadata, type GemDependency } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { rubygems } from '../rubygems.js';

const encoder = new TextEncoder();

function listingOf(metadata: string): ArchiveListing {
  const sha256 = createHash('sha256').update(metadata).digest('hex');
  const entries = ['metadata.gz', 'data.tar.gz'].map(
    (path) => ({ path, type: 'file', mode: 0o444, size: 1, sha256 }) as const,
  );
  const members = new Map([['metadata.gz', encoder.encode(metadata)]]);
  return { format: 'gem', entries, problems: [], members, complete: true };
}

/** What is said of `app` 1.0 for a platform when its entries in the lockfile are these. */
function judge(entries: readonly string[], dependencies: readonly GemDependency[], platform?: string): string {
  const text = `GEM
  remote: https://gems.example/
  specs:
${entries.map((line) => `    ${line}\n`).join('')}    evil (6.6.6)
    rack (3.0)

PLATFORMS
  ruby
  java

DEPENDENCIES
  app
`;
  const { subjects } = rubygems.parseLockfile({ path: 'Gemfile.lock', bytes: encoder.encode(text) });
  const subject = subjects.find(({ name }) => name === 'app');
  const file = subject?.files.find((each) => each.platform === platform);
  if (subject === undefined || file === undefined) throw new Error('the lockfile does not lock it');
  const metadata = gemMetadata({
    name: 'app',
    version: '1.0',
    dependencies,
    ...(platform === undefined ? {} : { platform }),
  });
  const read = rubygems.manifest(subject, file, listingOf(metadata));
  return 'problem' in read ? read.problem : 'fine';
}

const rack = { name: 'rack', requirement: '>= 2' };

describe('a Gemfile.lock that says what a gem depends on', () => {
  it('is refuted where the gem does not: Bundler before 2.6 installs it', () => {
    expect(judge(['app (1.0)', '  evil'], [])).toBe('dependencies-mismatch');
    expect(judge(['app (1.0)', '  evil (>= 6)', '  rack (>= 2)'], [rack])).toBe('dependencies-mismatch');
  });

  it('is refuted where the gem needs it for its development alone', () => {
    expect(judge(['app (1.0)', '  evil'], [{ ...rack, name: 'evil', development: true }])).toBe(
      'dependencies-mismatch',
    );
  });

  it('passes with the gem’s own, and with fewer, which Bundler refuses', () => {
    expect(judge(['app (1.0)', '  rack (>= 2)'], [rack])).toBe('fine');
    expect(judge(['app (1.0)'], [rack])).toBe('fine');
  });

  it('is held against each platform’s own metadata', () => {
    const entries = ['app (1.0)', '  rack (>= 2)', 'app (1.0-java)', '  evil'];
    expect(judge(entries, [rack])).toBe('fine');
    expect(judge(entries, [rack], 'java')).toBe('dependencies-mismatch');
    expect(judge(entries, [{ ...rack, name: 'evil' }], 'java')).toBe('fine');
  });

  it('is refuted when one of two entries for one file says so', () => {
    for (const first of ['evil', 'rack']) {
      const second = first === 'evil' ? 'rack' : 'evil';
      expect(judge(['app (1.0)', `  ${first}`, 'app (1.0)', `  ${second}`], [rack])).toBe('dependencies-mismatch');
    }
  });
});
