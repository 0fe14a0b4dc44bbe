import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintGemfileLock,
  mintGemRelease,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';

const rack = mintGemRelease({ name: 'rack', version: '3.0.8' });
const tampered = mintGemRelease({ name: 'rack', version: '3.0.8', files: { 'lib/rack.rb': 'steal' } });

let registry: LoopbackRegistry;
let home: TemporaryFolder;
let project: TemporaryFolder;

beforeEach(async () => {
  registry = await startRegistry({ gems: [rack] });
  home = await temporaryFolder();
  project = await temporaryFolder();
  const sources = [{ kind: 'registry', remote: registry.url, gems: [rack] }] as const;
  await writeFiles(project.path, mintGemfileLock({ sources }).files);
});
afterEach(async () => {
  await registry.close();
  await home.remove();
  await project.remove();
});

async function verify(more = '', depth: 'pins' | 'registry' | 'artifacts' = 'artifacts') {
  const text = `version: 1\nregistries:\n  - { ecosystem: rubygems, url: '${registry.url}', insecure: true }\n${more}\n`;
  const options = { env: { HOME: home.path }, at: '2026-11-22T00:00:00Z', store: null, depth };
  const { report } = await createVerifier({ policy: { file: 'assay.yaml', text }, ...options }).verify([project.path]);
  const gaps = report.gaps.filter(({ code }) => code === 'vendored-gems-not-read');
  return { exitCode: report.exitCode, gaps };
}

async function vendor(name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(join(project.path, 'vendor/cache'), { recursive: true });
  await writeFile(join(project.path, 'vendor/cache', name), bytes);
}

describe('archives that the project brings along', () => {
  test('none are no gap', async () => {
    expect(await verify()).toEqual({ exitCode: 0, gaps: [] });
    await vendor('README', new Uint8Array());
    expect(await verify()).toEqual({ exitCode: 0, gaps: [] });
  });

  test.each(['pins', 'registry', 'artifacts'] as const)('a tampered gem never passes at depth %s', async (depth) => {
    await vendor(rack.fileName, tampered.bytes);
    const { exitCode, gaps } = await verify('', depth);
    expect(exitCode).toBe(3);
    expect(gaps).toMatchObject([{ doubt: true }]);
    expect(gaps[0]?.detail).toContain(rack.fileName);
  });

  test('an unpacked repository is told as well', async () => {
    await mkdir(join(project.path, 'vendor/cache/rack-0123456789ab'), { recursive: true });
    expect((await verify('', 'pins')).exitCode).toBe(3);
  });

  test('another folder, named by the checkout’s own settings, is told', async () => {
    await writeFiles(project.path, { '.bundle/config': '---\nBUNDLE_CACHE_PATH: "elsewhere"\n' });
    expect((await verify('', 'pins')).exitCode).toBe(3);
  });

  test('other settings of the checkout are not', async () => {
    await writeFiles(project.path, { '.bundle/config': '---\nBUNDLE_JOBS: "4"\n' });
    expect((await verify()).gaps).toEqual([]);
  });

  test('a policy may accept it', async () => {
    await vendor(rack.fileName, rack.bytes);
    expect((await verify('acceptGaps: [vendored-gems-not-read]')).exitCode).toBe(0);
  });
});
