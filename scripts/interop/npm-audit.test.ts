import {
  mintPackageLock,
  runClient,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type MintedPackage,
} from '@assay/testkit';
import { parseSri, type Digest } from '@assay/model';
import {
  readRegistryKeys,
  readTrustedRoot,
  verifyNpmAttestations,
  verifyRegistrySignature,
  type Checked,
  type Refusal,
} from '@assay/signature';
import { beforeAll, describe, expect, test } from 'vitest';
import { attestedAgreed, attestedPackage, attestedStricter, sigstore, type AttestedCase } from './attested-cases.js';
import { auditCommand, findNpm, installedFiles, npmVersion } from './npm-audit.mjs';
import { agreed, milder, packageOf, registryKeys, stricter, type SignedCase } from './signed-cases.js';

const npm = findNpm();
const title = `npm audit signatures (${npm === null ? 'no npm here' : `npm ${npmVersion(npm)}`}) and Assay`;
const rootText = JSON.stringify(sigstore.trustedRoot());
const at = '2026-01-01T00:00:00Z';

/** Everything npm says: what is wrong by package, or why it gave up. */
interface Audit {
  readonly invalid: readonly string[];
  readonly missing: readonly string[];
  readonly gaveUp: string | undefined;
}

async function audit(packages: readonly MintedPackage[]): Promise<Audit> {
  await using folder = await temporaryFolder();
  await using registry = await startRegistry({ npm: packages, npmKeys: registryKeys.registryForm() });
  const entries = packages.map((minted) => ({ kind: 'registry', package: minted }) as const);
  const project = installedFiles(mintPackageLock({ registry: registry.url, entries }));
  await writeFiles(folder.path, { 'trusted-root.json': rootText, ...project });
  const trustedRoot = `${folder.path}/trusted-root.json`;
  const where = { npm: npm ?? '', registry: registry.url, home: folder.path, trustedRoot, options: ['--json'] };
  const { args, env } = auditCommand(where);
  const { stdout, stderr } = await runClient(process.execPath, args, { cwd: folder.path, env });
  try {
    const { invalid, missing, error } = JSON.parse(stdout) as Answer;
    return { invalid: namesOf(invalid), missing: namesOf(missing), gaveUp: error?.code };
  } catch (cause) {
    throw new Error(`npm said no JSON: ${stdout}\n${stderr}`, { cause });
  }
}

function namesOf(list: readonly { readonly name: string }[] = []): readonly string[] {
  return list.map(({ name }) => name);
}

interface Answer {
  readonly invalid?: readonly { readonly name: string }[];
  readonly missing?: readonly { readonly name: string }[];
  readonly error?: { readonly code: string };
}

type Case = SignedCase | AttestedCase;

const signed = [...agreed, ...stricter, ...milder];
const attested = [...attestedAgreed, ...attestedStricter];
const minted = new Map<Case, MintedPackage>([
  ...signed.map((each, index) => [each, packageOf(index, each)] as const),
  ...attested.map((each, index) => [each, attestedPackage(index, each)] as const),
]);

/** Cases that npm lists are asked for in one run; those that end its run are asked for alone. */
const isListed = ({ npm: said }: Case) => said === 'valid' || said === 'invalid' || said === 'missing';

let together: Audit;

async function npmOn(each: Case): Promise<string> {
  const one = minted.get(each)!;
  const { invalid, missing, gaveUp } = isListed(each) ? together : await audit([one]);
  if (gaveUp !== undefined) return gaveUp;
  if (invalid.includes(one.name)) return 'invalid';
  return missing.includes(one.name) ? 'missing' : 'valid';
}

const keys = must(readRegistryKeys(JSON.stringify(registryKeys.tufTarget())));
const root = must(readTrustedRoot(new TextEncoder().encode(rootText), { name: 'minted' }));

function must<T>(answer: Checked<T> | Refusal): T {
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
  return answer.value;
}

function digestsOf(integrity: string): readonly Digest[] {
  return parseSri(integrity).flatMap((part) => ('digest' in part ? [part.digest] : []));
}

function assayOn(each: SignedCase): string {
  const { name, version, integrity, dist, publishedAt } = minted.get(each)!;
  const stated = (dist?.['signatures'] ?? []) as readonly { readonly keyid: string; readonly sig: string }[];
  const result = verifyRegistrySignature({
    name,
    version,
    signatures: stated.map(({ keyid, sig }) => ({ keyId: keyid, signature: sig, signedIntegrity: integrity })),
    pins: digestsOf(each.pin?.(minted.get(each)!) ?? integrity),
    keys,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    at,
  });
  return result.ok ? result.value.code : result.code;
}

function assayOnAttested(each: AttestedCase): string {
  const { name, version, integrity, attestations } = minted.get(each)!;
  const result = verifyNpmAttestations({
    attestations: JSON.parse(JSON.stringify(attestations)) as [],
    name,
    version,
    digests: digestsOf(integrity),
    keys,
    roots: [root],
    required: ['publish', 'provenance'],
    at,
  });
  return result.ok ? 'attestations-valid' : result.code;
}

describe.skipIf(npm === null)(title, () => {
  beforeAll(async () => {
    together = await audit([...signed, ...attested].filter(isListed).map((each) => minted.get(each)!));
  });

  for (const each of agreed) {
    test(`agree on: ${each.title}`, async () => {
      expect({ npm: await npmOn(each), ours: assayOn(each) }).toEqual({ npm: each.npm, ours: each.ours });
    });
  }

  for (const each of stricter) {
    test(`Assay is stricter on: ${each.title} (${String(each.because)})`, async () => {
      expect({ npm: await npmOn(each), ours: assayOn(each) }).toEqual({ npm: each.npm, ours: each.ours });
    });
  }

  for (const each of milder) {
    test(`npm ends its run on: ${each.title}; Assay does not (${String(each.because)})`, async () => {
      expect({ npm: await npmOn(each), ours: assayOn(each) }).toEqual({ npm: each.npm, ours: each.ours });
    });
  }

  for (const each of attestedAgreed) {
    test(`agree on attestations: ${each.title}`, async () => {
      expect({ npm: await npmOn(each), ours: assayOnAttested(each) }).toEqual({ npm: each.npm, ours: each.ours });
    });
  }

  for (const each of attestedStricter) {
    test(`Assay is stricter on attestations: ${each.title} (${String(each.because)})`, async () => {
      expect({ npm: await npmOn(each), ours: assayOnAttested(each) }).toEqual({ npm: each.npm, ours: each.ours });
    });
  }
});
