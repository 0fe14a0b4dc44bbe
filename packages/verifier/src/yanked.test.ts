import { join } from 'node:path';
import {
  mintGemfileLock,
  mintGemRelease,
  mintPackage,
  mintPackageLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type MintedGem,
  type MintedPackage,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';
import type { VerifierOptions } from './options.js';

let registry: LoopbackRegistry;
let home: TemporaryFolder;
let project: TemporaryFolder;

beforeEach(async () => {
  registry = await startRegistry();
  home = await temporaryFolder();
  project = await temporaryFolder();
});
afterEach(async () => {
  await registry.close();
  await home.remove();
  await project.remove();
});

async function verify(more = '', given: VerifierOptions = {}) {
  const registries = ['npm', 'rubygems'].map(
    (ecosystem) => `  - { ecosystem: ${ecosystem}, url: '${registry.url}', insecure: true }\n`,
  );
  const text = `version: 1\nregistries:\n${registries.join('')}${more}\n`;
  const options = { env: { HOME: home.path }, at: '2026-11-22T00:00:00Z', store: null, ...given };
  const { report } = await createVerifier({ policy: { file: 'assay.yaml', text }, ...options }).verify([project.path]);
  const found = report.findings.filter(({ check }) => check === 'yanked');
  return { report, codes: found.map(({ code }) => code), excerpts: found.map(({ excerpt }) => excerpt) };
}

const asked = () => registry.requests.map(({ path }) => path);
const minted = (more: Partial<Parameters<typeof mintPackage>[0]> = {}) =>
  mintPackage({ name: 'left-pad', version: '1.3.0', ...more });

async function lockPackage(locked: MintedPackage, ...served: readonly MintedPackage[]): Promise<void> {
  registry.serve({ npm: served });
  const entries = [{ kind: 'registry', package: locked }] as const;
  await writeFiles(project.path, mintPackageLock({ registry: registry.url, entries }).files);
}

async function lockGems(...gems: readonly MintedGem[]): Promise<void> {
  registry.serve({ gems });
  const sources = [{ kind: 'registry', remote: registry.url, gems }] as const;
  await writeFiles(project.path, mintGemfileLock({ sources }).files);
}

describe('a package of npm', () => {
  test.each(['registry', 'artifacts'] as const)('costs no further request at depth %s', async (depth) => {
    await lockPackage(minted(), minted());
    await verify('rules: [{ checks: { yanked: ignore } }]', { depth });
    const without = asked();
    const { codes, report } = await verify('', { depth });
    expect(asked().slice(without.length)).toEqual(without);
    expect(codes).toEqual(['nothing-said-against']);
    expect(report.exitCode).toBe(0);
  });

  test('that is deprecated warns, with its message on one line', async () => {
    const deprecated = 'Use right-pad.\n::error::\u202e' + 'x'.repeat(5000);
    await lockPackage(minted(), minted({ listed: { deprecated } }));
    const { codes, excerpts, report } = await verify();
    expect(codes).toEqual(['deprecated']);
    expect(report).toMatchObject({ decision: 'warn', exitCode: 0 });
    const detail = report.findings.find(({ check }) => check === 'yanked')?.detail ?? '';
    expect(detail).toContain('is deprecated: “Use right-pad. ::error::');
    expect(detail).not.toContain('\n');
    expect(detail.length).toBeLessThan(400);
    expect(excerpts).toEqual([undefined]);
    expect((await verify('rules: [{ checks: { yanked: require } }]')).report.exitCode).toBe(1);
  });

  test.each(['', false, null])('whose deprecation was taken back by %j is not deprecated', async (deprecated) => {
    await lockPackage(minted(), minted({ listed: { deprecated } }));
    expect((await verify()).codes).toEqual(['nothing-said-against']);
  });

  test.each([true, 7, {}, ['x']])('is deprecated by %j as well', async (deprecated) => {
    await lockPackage(minted(), minted({ listed: { deprecated } }));
    expect(await verify()).toMatchObject({ codes: ['deprecated'], excerpts: [undefined] });
  });

  test('that was unpublished is told by the time that is left of it', async () => {
    const later = mintPackage({ name: 'left-pad', version: '1.3.1' });
    await lockPackage(minted(), minted({ unpublished: true }), later);
    const { codes, report } = await verify();
    expect(codes).toEqual(['unpublished']);
    expect(report.exitCode).toBe(3);
    expect(asked().filter((path) => path === '/left-pad')).toHaveLength(1);
  });

  test('that was unpublished with all its versions is told', async () => {
    await lockPackage(minted(), minted({ unpublished: true }));
    expect((await verify()).codes).toEqual(['unpublished']);
  });

  test('that was never there is not known', async () => {
    await lockPackage(minted(), mintPackage({ name: 'left-pad', version: '1.3.1' }));
    expect((await verify()).codes).toEqual(['not-found']);
  });

  test('in whose place the registry put a placeholder fails', async () => {
    const placeholder = mintPackage({ name: 'left-pad', version: '0.0.1-security' });
    await lockPackage(minted(), minted({ unpublished: true }), placeholder);
    const { codes, report } = await verify();
    expect(codes).toEqual(['removed-for-security']);
    expect(report.exitCode).toBe(1);
  });

  test('that is a placeholder warns: there is nothing in it', async () => {
    const placeholder = mintPackage({ name: 'left-pad', version: '0.0.1-security' });
    await lockPackage(placeholder, placeholder);
    expect(await verify()).toMatchObject({ codes: ['security-holding'], report: { exitCode: 0 } });
  });

  test('gives the same report from a recording', async () => {
    await lockPackage(minted(), minted({ listed: { deprecated: 'Old.' } }));
    const record = join(home.path, 'evidence.tar');
    const { report } = await verify('', { record });
    const before = registry.requests.length;
    expect((await verify('', { replay: record })).report).toEqual(report);
    expect(registry.requests).toHaveLength(before);
  });
});

describe('a gem', () => {
  const gem = (more: Partial<Parameters<typeof mintGemRelease>[0]> = {}) =>
    mintGemRelease({ name: 'acme', version: '1.0.0', ...more });

  test('that is listed is proven, and costs no further request', async () => {
    await lockGems(gem());
    await verify('rules: [{ checks: { yanked: ignore } }]');
    const without = asked();
    const { codes, report } = await verify();
    expect(asked().slice(without.length)).toEqual(without);
    expect({ codes, exitCode: report.exitCode }).toEqual({ codes: ['still-listed'], exitCode: 0 });
  });

  test('that was yanked is told, though it can still be downloaded', async () => {
    await lockGems(gem({ yanked: true }), gem({ version: '1.0.1' }));
    const { codes, report } = await verify();
    expect(codes).toContain('yanked');
    expect(report.exitCode).toBe(1);
  });

  test('of which one platform’s file was yanked is told for that file', async () => {
    await lockGems(gem(), gem({ platform: 'java', yanked: true }));
    expect((await verify()).codes.toSorted()).toEqual(['platform-yanked', 'still-listed']);
  });
});
