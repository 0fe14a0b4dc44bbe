/** A project that was verified, an application that was packed from it, and a key to sign with. */

import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, digestOf, type RunSummary } from '@assay/model';
import {
  gzip,
  mintPackage,
  mintPackageLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  writeTar,
  type Fault,
} from '@assay/testkit';
import { parseRunSummary, parseStatement } from '@assay/signature';
import { createVerifier } from '../../create-verifier.js';
import type { VerifierOptions, VerifyResult } from '../../options.js';
import { openStatementSigning } from '../../signing/statement-signing.js';
import { attestRun } from '../attest-run.js';
import type { AttestedRun, AttestRunOptions } from '../attest-options.js';

const tool = mintPackage({ name: 'tool', version: '1.0.0' });
const key = generateKeyPairSync('ed25519');

/** What a scene is made of. */
export interface AttestSceneOptions extends Pick<VerifierOptions, 'record' | 'at' | 'depth'> {
  /** What the registry does wrong with the one archive. */
  readonly fault?: Fault;
}

/** A scene. */
export interface AttestScene {
  readonly path: (name: string) => string;
  readonly env: Readonly<Record<string, string>>;
  readonly result: VerifyResult;
  /** The project's lockfile. */
  readonly lock: string;
  /** `app.tgz`, in which the lockfile is. */
  readonly app: Uint8Array;
  /** Attests `app.tgz` with the key, unless told otherwise. */
  readonly attest: (options?: Partial<AttestRunOptions>) => Promise<AttestedRun>;
}

/** Plays a scene. `key.pem` and `key.pub` lie in its folder, `app.tgz` and `other.bin` too. */
export async function attestScene<T>(
  { fault, record, ...options }: AttestSceneOptions,
  act: (scene: AttestScene) => Promise<T>,
): Promise<T> {
  await using place = await temporaryFolder();
  const path = (name: string) => join(place.path, name);
  const registry = await startRegistry({
    npm: [tool],
    ...(fault === undefined ? {} : { faults: [{ fault, suffix: '.tgz' }] }),
  });
  const entries = [{ kind: 'registry', package: tool }] as const;
  const { files, text } = mintPackageLock({ registry: registry.url, entries });
  const app = gzip(writeTar([{ path: 'app/package-lock.json', content: text }]));
  await writeFiles(place.path, files);
  await writeFile(path('.npmrc'), `registry=${registry.url}\n`);
  const trusted = `registries:\n  - { ecosystem: npm, url: '${registry.url}', insecure: true }\n`;
  await writeFile(path('policy.yaml'), `version: 1\n${trusted}`);
  await writeFile(path('key.pem'), key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(path('key.pub'), key.publicKey.export({ type: 'spki', format: 'pem' }));
  await writeFile(path('app.tgz'), app);
  await writeFile(path('other.bin'), 'other');
  const env = { HOME: place.path, ASSAY_TRUST: path('trust') };
  const recording = record === undefined ? {} : { record: path(record) };
  const policy = { file: path('policy.yaml') };
  const verifier = createVerifier({ policy, env, store: null, facts: true, ...recording, ...options });
  const result = await verifier.verify([place.path]);
  await registry.close();
  const report = digestOf('sha256', canonicalJson({ decision: result.report.decision }));
  const signing = await openStatementSigning({ keyFile: path('key.pem') });
  const attest = (given: Partial<AttestRunOptions> = {}) =>
    attestRun(result, { artifacts: [path('app.tgz')], signing, report, ...given });
  return await act({ path, env, result, lock: text, app, attest });
}

/** The statements of a document, as JSON, in order. */
export function statementsOf({ document }: Pick<AttestedRun, 'document'>): readonly Record<string, unknown>[] {
  return payloadsOf(document).map((payload) => JSON.parse(payload.toString()) as Record<string, unknown>);
}

/** What the first line states, read strictly. */
export function summaryOf({ document }: Pick<AttestedRun, 'document'>): RunSummary {
  const statement = parseStatement(payloadsOf(document)[0] ?? new Uint8Array());
  const parsed = typeof statement === 'string' ? statement : parseRunSummary(statement);
  if (typeof parsed === 'string' || !parsed.ok) throw new Error(JSON.stringify(parsed));
  return parsed.summary;
}

interface Envelope {
  readonly payload: string;
}

function payloadsOf(document: Uint8Array | null): readonly Buffer[] {
  const lines = new TextDecoder()
    .decode(document ?? new Uint8Array())
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    const read = JSON.parse(line) as Partial<Envelope> & { readonly dsseEnvelope?: Envelope };
    return Buffer.from(read.payload ?? read.dsseEnvelope?.payload ?? '', 'base64');
  });
}
