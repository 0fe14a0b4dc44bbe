/** Opens a recording: the same questions, answered from a file. */

import { hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AssayError, type EvidenceSource, type LockfileInput } from '@assay/model';
import { readRange } from '../content/read-chunks.js';
import type { EvidenceHeader } from './evidence-header.js';
import { bodyMember, checksumMember, checksumText, headerMember, indexMember, lockfileMember } from './members.js';
import { parseHeader } from './parse-header.js';
import { parseIndex, type EvidenceIndex } from './parse-index.js';
import { createRecordedSource } from './recorded-source.js';
import { blockBytes } from './tar-block.js';
import { DamagedFile, listMembers, type Member } from './tar-reader.js';

/** An open evidence file. */
export interface EvidenceFile {
  readonly header: EvidenceHeader;
  /** The lockfiles of the recorded run. */
  readonly lockfiles: readonly LockfileInput[];
  /** Answers what was recorded; all else is `not-recorded`. */
  readonly source: EvidenceSource;
  close(): Promise<void>;
}

const mebibyte = 1024 ** 2;

/** Caps on what is read into memory before anything is asked. */
const caps = { members: 2_000_000, header: 16 * mebibyte, lockfile: 512 * mebibyte, index: 256 * mebibyte };

/**
 * Opens a file that a recorder wrote and checks its framing, its index and every checksum but those of the bodies, which
 * are checked whenever they are read. Throws AssayError `ERR_EVIDENCE_FILE` for anything else.
 */
export async function openEvidenceFile(path: string): Promise<EvidenceFile> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    throw refusal(path, 'it cannot be opened', cause);
  });
  try {
    if (!(await handle.stat()).isFile()) throw new DamagedFile('it is not a regular file');
    if (!(await isEvidence(handle))) throw noEvidence(path);
    return await readFile(handle);
  } catch (error) {
    await handle.close();
    if (error instanceof DamagedFile) throw refusal(path, error.message, error);
    if (error instanceof Error && 'syscall' in error) throw refusal(path, 'it cannot be read', error);
    throw error;
  }
}

/** Whether it begins as every evidence file does, whole or damaged. */
async function isEvidence(handle: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(blockBytes), 0, blockBytes, 0);
  return bytesRead > 0 && buffer.toString('latin1', 0, headerMember.length + 1) === `${headerMember}\0`;
}

async function readFile(handle: FileHandle): Promise<EvidenceFile> {
  const members = await collectMembers(handle);
  const headerBytes = await readMember(handle, expectMember(members.at(0), headerMember), caps.header);
  const header = parseHeader(headerBytes);
  const lockfiles = await readLockfiles(handle, header, members.slice(1));
  const bodies = bodiesOf(members.slice(1 + lockfiles.length, -2));
  const indexBytes = await readMember(handle, expectMember(members.at(-2), indexMember), caps.index);
  const sums = await readMember(handle, expectMember(members.at(-1), checksumMember), caps.index);
  const expected = checksumText([
    { name: headerMember, sha256: sha256(headerBytes) },
    ...header.lockfiles.map((lockfile, index) => ({ name: lockfileMember(index), sha256: lockfile.sha256 })),
    ...[...bodies.keys()].map((body) => ({ name: bodyMember(body), sha256: body })),
    { name: indexMember, sha256: sha256(indexBytes) },
  ]);
  if (!Buffer.from(expected).equals(sums)) throw new DamagedFile(`${checksumMember} is not that of the members`);
  const index = parseIndex(indexBytes);
  expectBodies(index, bodies);
  const source = createRecordedSource({ handle, index, bodies });
  return { header, lockfiles, source, close: () => handle.close() };
}

async function collectMembers(handle: FileHandle): Promise<readonly Member[]> {
  const members: Member[] = [];
  for await (const member of listMembers(handle)) {
    members.push(member);
    if (members.length > caps.members) throw new DamagedFile(`it has more than ${caps.members} members`);
  }
  return members;
}

async function readLockfiles(
  handle: FileHandle,
  { lockfiles }: EvidenceHeader,
  members: readonly Member[],
): Promise<readonly LockfileInput[]> {
  const inputs: LockfileInput[] = [];
  for (const [index, lockfile] of lockfiles.entries()) {
    const bytes = await readMember(handle, expectMember(members.at(index), lockfileMember(index)), caps.lockfile);
    if (sha256(bytes) !== lockfile.sha256) throw new DamagedFile(`${lockfileMember(index)} is not what was recorded`);
    inputs.push({ path: lockfile.path, bytes });
  }
  return inputs;
}

function bodiesOf(members: readonly Member[]): ReadonlyMap<string, Member> {
  const bodies = new Map<string, Member>();
  for (const member of members) {
    const body = /^bodies\/(?<sha256>[0-9a-f]{64})$/u.exec(member.name)?.groups?.['sha256'];
    if (body === undefined) throw new DamagedFile('a member that does not belong there');
    if (bodies.has(body)) throw new DamagedFile(`${member.name} is there twice`);
    bodies.set(body, member);
  }
  return bodies;
}

/** Every answer has its bytes, and there are no others. */
function expectBodies(index: EvidenceIndex, bodies: ReadonlyMap<string, Member>): void {
  const used = new Set<string>();
  for (const { answer } of [...index.values()].flat()) if (answer.state === 'found') used.add(answer.body);
  if (used.size !== bodies.size || [...used].some((body) => !bodies.has(body))) {
    throw new DamagedFile(`${indexMember} and the bodies do not belong together`);
  }
}

function expectMember(member: Member | undefined, name: string): Member {
  if (member?.name !== name) throw new DamagedFile(`${name} is not where it belongs`);
  return member;
}

async function readMember(handle: FileHandle, member: Member, maxBytes: number): Promise<Uint8Array> {
  if (member.size > maxBytes) throw new DamagedFile(`${member.name} is larger than ${maxBytes} bytes`);
  const bytes = await readRange(handle, member.offset, member.offset + member.size);
  if (bytes.length < member.size) throw new DamagedFile(`${member.name} is cut short`);
  return bytes;
}

function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/** A user who mistook another file for it is not helped by a fresh copy. */
function noEvidence(path: string): AssayError {
  const hint = 'Name a file that `assay verify --record FILE` wrote.';
  return new AssayError('ERR_EVIDENCE_FILE', 'it is no evidence file', { file: path, hint });
}

function refusal(path: string, why: string, cause: unknown): AssayError {
  return new AssayError('ERR_EVIDENCE_FILE', `the evidence file cannot be used: ${why}`, {
    file: path,
    hint: 'Record it again, or get a fresh copy: a file that was changed in any way is not read.',
    cause,
  });
}
