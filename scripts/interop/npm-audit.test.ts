import {
  mintPackageLock,
  runClient,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type MintedPackage,
} from '@assay/testkit';
import { parseSri } from '@assay/model';
import { readRegistryKeys, verifyRegistrySignature } from '@assay/signature';
import { beforeAll, describe, expect, test } from 'vitest';
import { auditCommand, findNpm, installedFiles, npmVersion } from './npm-audit.mjs';
import { agreed, milder, packageOf, registryKeys, stricter, type SignedCase } from './signed-cases.js';

const npm = findNpm();
const title = `npm audit signatures (${npm === null ? 'no npm here' : `npm ${npmVersion(npm)}`}) and Assay`;

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
  await writeFiles(folder.path, installedFiles(mintPackageLock({ registry: registry.url, entries })));
  const where = { npm: npm ?? '', registry: registry.url, home: folder.path, options: ['--json'] };
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

/** Cases that npm lists are asked for in one run; those that end its run are asked for alone. */
const all = [...agreed, ...stricter, ...milder];
const minted = new Map(all.map((signed, index) => [signed, packageOf(index, signed)]));
const isListed = ({ npm: said }: SignedCase) => said === 'valid' || said === 'invalid' || said === 'missing';

let together: Audit;

async function npmOn(signed: SignedCase): Promise<string> {
  const one = minted.get(signed)!;
  const { invalid, missing, gaveUp } = isListed(signed) ? together : await audit([one]);
  if (gaveUp !== undefined) return gaveUp;
  if (invalid.includes(one.name)) return 'invalid';
  return missing.includes(one.name) ? 'missing' : 'valid';
}

const keys = readRegistryKeys(JSON.stringify(registryKeys.tufTarget()));

function assayOn(signed: SignedCase): string {
  const { name, version, integrity, dist, publishedAt } = minted.get(signed)!;
  const stated = (dist?.['signatures'] ?? []) as readonly { readonly keyid: string; readonly sig: string }[];
  const pins = parseSri(signed.pin?.(minted.get(signed)!) ?? integrity);
  const result = verifyRegistrySignature({
    name,
    version,
    signatures: stated.map(({ keyid, sig }) => ({ keyId: keyid, signature: sig, signedIntegrity: integrity })),
    pins: pins.flatMap((part) => ('digest' in part ? [part.digest] : [])),
    keys: keys.ok ? keys.value : null,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    at: '2026-01-01T00:00:00Z',
  });
  return result.ok ? result.value.code : result.code;
}

describe.skipIf(npm === null)(title, () => {
  beforeAll(async () => {
    together = await audit(all.filter(isListed).map((signed) => minted.get(signed)!));
  });

  for (const signed of agreed) {
    test(`agree on: ${signed.title}`, async () => {
      expect({ npm: await npmOn(signed), ours: assayOn(signed) }).toEqual({ npm: signed.npm, ours: signed.ours });
    });
  }

  for (const signed of stricter) {
    test(`Assay is stricter on: ${signed.title} (${String(signed.because)})`, async () => {
      expect({ npm: await npmOn(signed), ours: assayOn(signed) }).toEqual({ npm: signed.npm, ours: signed.ours });
    });
  }

  for (const signed of milder) {
    test(`npm ends its run on: ${signed.title}; Assay does not (${String(signed.because)})`, async () => {
      expect({ npm: await npmOn(signed), ours: assayOn(signed) }).toEqual({ npm: signed.npm, ours: signed.ours });
    });
  }
});
