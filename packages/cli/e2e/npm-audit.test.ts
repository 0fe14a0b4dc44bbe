import { mintPackageLock, startRegistry, temporaryFolder, writeFiles, type MintedPackage } from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  attestedAgreed,
  attestedPackage,
  attestedStricter,
  sigstore,
} from '../../../scripts/interop/attested-cases.js';
import { agreed, milder, packageOf, registryKeys, stricter } from '../../../scripts/interop/signed-cases.js';
import { installPackedCli } from './packed-cli.js';

/** The cases on which `npm audit signatures` was asked (scripts/interop/npm-audit.test.ts), through the command line. */
interface Served {
  readonly title: string;
  readonly name: string;
  readonly check: 'registry-signature' | 'provenance';
  readonly mint: (registry: string) => MintedPackage;
  readonly pin?: (minted: MintedPackage) => string;
  readonly code: string;
}

const signed = [...agreed, ...stricter, ...milder].map((each, index): Served => {
  const { title, ours, pin } = each;
  const mint = () => packageOf(index, each);
  const { name } = mint();
  return { title, name, check: 'registry-signature', mint, ...(pin === undefined ? {} : { pin }), code: ours };
});

const attested = [...attestedAgreed, ...attestedStricter].map((each, index): Served => {
  const { title, ours, inRun = ours } = each;
  const { name } = attestedPackage(index, each);
  return { title, name, check: 'provenance', mint: (url) => attestedPackage(index, each, url), code: inRun };
});

const served = [...signed, ...attested];

/** `name check` → code. */
let codes: ReadonlyMap<string, string>;
let cli: Awaited<ReturnType<typeof installPackedCli>>;

beforeAll(async () => {
  cli = await installPackedCli();
  codes = await verify();
});
afterAll(() => cli.remove());

async function verify(): Promise<ReadonlyMap<string, string>> {
  await using folder = await temporaryFolder();
  await using home = await temporaryFolder();
  await using registry = await startRegistry();
  const entries = served.map(({ mint, pin }) => {
    const minted = mint(new URL(registry.url).origin);
    return { kind: 'registry', package: minted, ...(pin === undefined ? {} : { integrity: pin(minted) }) } as const;
  });
  registry.serve({ npm: entries.map((entry) => entry.package) });
  await writeFiles(folder.path, mintPackageLock({ registry: registry.url, entries }).files);
  await writeFiles(home.path, {
    'policy.yaml': policyText(registry.url),
    'root.json': JSON.stringify(sigstore.trustedRoot()),
  });
  const options = { cwd: folder.path, env: { HOME: home.path } };
  await cli.run(['trust', 'import', `${home.path}/root.json`], options);
  const args = ['--depth', 'registry', '--at', '2026-01-01T00:00:00Z', '--format', 'json'];
  const { stdout, stderr } = await cli.run(['verify', '--policy', `${home.path}/policy.yaml`, ...args], options);
  if (stdout === '') throw new Error(stderr);
  return codesOf(stdout);
}

function policyText(registry: string): string {
  const keys = registryKeys.keys.map(({ keyId, key, start, end }) => {
    const until = end === null ? '' : `, until: '${end}'`;
    return `      - { id: '${keyId}', key: '${Buffer.from(key.spki).toString('base64')}', from: '${start}'${until} }\n`;
  });
  return `version: 1\nregistries:\n  - ecosystem: npm\n    url: ${registry}\n    insecure: true\n    keys:\n${keys.join('')}`;
}

interface Finding {
  readonly check: string;
  readonly subject: string;
  readonly code: string;
}

function codesOf(json: string): ReadonlyMap<string, string> {
  const { report } = JSON.parse(json) as { report: { readonly findings: readonly Finding[] } };
  return new Map(report.findings.map(({ check, subject, code }) => [`${subject} ${check}`, code]));
}

describe('on a registry that signs, assay verify says', () => {
  for (const { title, name, check, code } of served) {
    test(`${code}: ${title}`, () => {
      const found = [...codes].filter(([key]) => key.includes(`/${name}@`) && key.endsWith(` ${check}`));
      expect(found.map(([, said]) => said)).toEqual([code]);
    });
  }
});
