/** A folder with an artefact, a policy and a good set of evidence, for tests that spoil one thing at a time. */

import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, type GateDecision, type RunSummary } from '@assay/model';
import { keySigner, renderRunSummary, signEnvelope } from '@assay/signature';
import { githubIdentity, mintSigstore, temporaryFolder } from '@assay/testkit';
import { decideGate } from '../decide-gate.js';
import type { GateOptions } from '../gate-options.js';

/** A key pair that signs, as PEM. */
export interface SigningPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Mints an Ed25519 key. */
function signingPair(): SigningPair {
  const pair = generateKeyPairSync('ed25519');
  return {
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }) as string,
  };
}

export const own = signingPair();
export const stranger = signingPair();
export const psirt = signingPair();
export const sigstore = mintSigstore();
export const now = '2026-11-26T12:00:00Z';
export const bytes = 'the artefact';
export const sbomText = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: [
    {
      type: 'library',
      name: 'left-pad',
      purl: 'pkg:npm/left-pad@1.3.0',
      hashes: [{ alg: 'SHA-512', content: 'ab'.repeat(64) }],
      properties: [
        {
          name: 'assay:signed:provenance:by',
          value:
            'https://github.com/acme/left-pad/.github/workflows/r.yml@refs/tags/v1 by https://token.actions.githubusercontent.com',
        },
      ],
    },
  ],
});

/** A managed key as a policy names it, in flow style. */
export function keyEntry({ publicKey }: SigningPair): string {
  return `{ kind: managed-key, key: ${JSON.stringify(publicKey)} }`;
}

/** A policy whose gate accepts the own key. */
export function policyText(lines = '', signers = keyEntry(own)): string {
  return `version: 1\ngate:\n  signers: [${signers}]\n${lines}`;
}

/** A summary that passes, with what is given in place of its own. */
export function summaryOf(policy: RunSummary['policy'], given: Partial<RunSummary> = {}): RunSummary {
  return {
    artifact: { name: 'shop.tgz', digests: [digestOf('sha256', bytes), digestOf('sha512', bytes)] },
    version: '0.1.0',
    at: '2026-11-26T11:00:00Z',
    depth: 'artifacts',
    decision: 'pass',
    exitCode: 0,
    policy,
    report: digestOf('sha256', 'report'),
    inventory: digestOf('sha256', 'inventory'),
    trustedRoots: [digestOf('sha256', 'root')],
    sbom: digestOf('sha256', sbomText),
    subjects: 2,
    decisions: { pass: 2, waived: 0, warn: 0, unverified: 0, fail: 0 },
    lockfiles: [
      { path: 'package-lock.json', digest: digestOf('sha256', 'lock'), link: 'embedded', within: 'package-lock.json' },
    ],
    waivers: [],
    ...given,
  };
}

/** One line: the summary in an envelope signed with a key. */
export async function byKey(summary: RunSummary, pair: SigningPair = own): Promise<string> {
  return new TextDecoder().decode(await signEnvelope(renderRunSummary(summary), keySigner(pair.privateKey)));
}

/** One line: any statement in an envelope signed with a key. */
export async function statementByKey(statement: object, pair: SigningPair = own): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(statement));
  return new TextDecoder().decode(await signEnvelope(payload, keySigner(pair.privateKey)));
}

const job = githubIdentity({
  repository: 'acme/shop',
  repositoryId: '7',
  workflow: '.github/workflows/build.yml',
});

/** One line: the summary in a Sigstore bundle of a job. */
export function byJob(summary: RunSummary, signedAt = '2026-11-26T11:00:05Z', identity = job): string {
  return `${sigstore.sign({ statement: renderRunSummary(summary), as: 'dsse', identity, signedAt }).text}\n`;
}

/** What is in the folder, and how to ask. */
export interface GateWorldOptions {
  readonly policy?: string;
  /** Lines of the summary file. */
  readonly lines?:
    readonly string[] | ((policy: RunSummary['policy']) => Promise<readonly string[]> | readonly string[]);
  readonly artifact?: string | Uint8Array;
  /** Further files. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly options?: Partial<GateOptions> | ((folder: string) => Partial<GateOptions>);
}

/** Lays everything out and decides. */
export async function gate(world: GateWorldOptions = {}): Promise<GateDecision> {
  await using place = await temporaryFolder();
  return await decideIn(place.path, world);
}

/** The same in a folder that stays: for gates that remember. */
export async function decideIn(folder: string, world: GateWorldOptions = {}): Promise<GateDecision> {
  const { policy = policyText(), lines = good, artifact = bytes, files = {}, options = {} } = world;
  const at = (name: string) => join(folder, name);
  await writeFile(at('assay.yaml'), policy);
  await writeFile(at('shop.tgz'), artifact);
  await writeFile(at('shop.cdx.json'), sbomText);
  await writeFile(at('root.json'), JSON.stringify(sigstore.trustedRoot()));
  for (const [name, content] of Object.entries(files)) await writeFile(at(name), content);
  const made = typeof lines === 'function' ? await lines(await digestIn(policy)) : lines;
  await writeFile(at('shop.jsonl'), made.join(''));
  return await decideGate({
    artifacts: [at('shop.tgz')],
    policy: { file: at('assay.yaml') },
    summaries: [at('shop.jsonl')],
    sboms: [at('shop.cdx.json')],
    trustedRoot: at('root.json'),
    at: now,
    offline: true,
    env: { HOME: folder },
    ...(typeof options === 'function' ? options(folder) : options),
  });
}

/** One good line. */
export async function good(policy: RunSummary['policy']): Promise<readonly string[]> {
  return [await byKey(summaryOf(policy))];
}

async function digestIn(text: string): Promise<RunSummary['policy']> {
  const { loadPolicy } = await import('../../load-policy.js');
  try {
    return (await loadPolicy({ text, file: 'assay.yaml' })).policyDigest;
  } catch {
    return digestOf('sha256', 'none');
  }
}

/** `condition code` of everything that does not hold, in order, without what was not reached. */
export function failing({ artifacts: [first] }: GateDecision): readonly string[] {
  return (first?.conditions ?? [])
    .filter(({ outcome, code }) => outcome !== 'proven' && outcome !== 'not-applicable' && code !== 'not-reached')
    .map(({ condition, code }) => `${condition} ${code}`);
}

/** Exit code and everything that does not hold. */
export function verdict(decision: GateDecision): readonly [number, readonly string[]] {
  return [decision.exitCode, failing(decision)];
}
