/**
 * Writes down what a source answers, as it answers. The file is an uncompressed tar: `assay-evidence.json`,
 * `lockfiles/<n>`, `bodies/<sha256>`, `index.json`, `SHA256SUMS`.
 */

import { hash } from 'node:crypto';
import {
  AssayError,
  canonicalJson,
  type Evidence,
  type EvidenceRequest,
  type EvidenceSource,
  type JsonValue,
  type LockfileInput,
} from '@assay/model';
import type { Content, ContentSource } from '../content/content.js';
import { evidenceFormat, type EvidenceHeader } from './evidence-header.js';
import { bodyMember, checksumMember, checksumText, headerMember, indexMember, lockfileMember } from './members.js';
import { indexEntries, recordedAnswer, type Asked, type RecordedAnswer } from './recorded-answer.js';
import { pinTexts, requestIdentity } from './request-identity.js';
import { TarWriter } from './tar-writer.js';

export interface RecorderOptions {
  readonly source: ContentSource;
  /** Where the evidence file goes; replaced if it exists, once the recording is whole. */
  readonly file: string;
  readonly header: Omit<EvidenceHeader, 'format' | 'lockfiles'>;
  readonly lockfiles: readonly LockfileInput[];
}

/** A source that records. */
export interface Recorder extends EvidenceSource {
  /** Completes the file. Throws AssayError `ERR_EVIDENCE_FILE` when it could not be written; nothing is left then. */
  finish(): Promise<void>;
  /** Gives up: no file is left. Harmless after `finish`. */
  abort(): Promise<void>;
}

/** Begins a recording. Throws AssayError `ERR_EVIDENCE_FILE` when the file cannot be created. */
export async function createRecorder(options: RecorderOptions): Promise<Recorder> {
  const writer = await TarWriter.create(options.file).catch((cause: unknown) => {
    throw writeError(options.file, cause);
  });
  try {
    await writeBeginning(writer, options);
  } catch (cause) {
    await writer.abort();
    throw writeError(options.file, cause);
  }
  return new FileRecorder(options, writer);
}

async function writeBeginning(writer: TarWriter, { header, lockfiles }: RecorderOptions): Promise<void> {
  const named = lockfiles.map(({ path, bytes }) => ({ path, sha256: hash('sha256', bytes, 'hex') }));
  const { tool, at, depth, policy, registries, options } = header;
  const whole: EvidenceHeader = {
    format: evidenceFormat,
    tool,
    at,
    depth,
    policy,
    registries,
    options,
    lockfiles: named,
  };
  await writer.addBytes(headerMember, utf8(canonicalJson(whole as unknown as JsonValue)));
  for (const [index, { bytes }] of lockfiles.entries()) await writer.addBytes(lockfileMember(index), bytes);
}

class FileRecorder implements Recorder {
  readonly #source: ContentSource;
  readonly #file: string;
  readonly #writer: TarWriter;
  readonly #asked: Asked[] = [];
  readonly #bodies = new Set<string>();
  /** Members are written one after the other. */
  #last: Promise<void> = Promise.resolve();
  #failure: Error | null = null;
  #over = false;

  constructor({ source, file }: RecorderOptions, writer: TarWriter) {
    this.#source = source;
    this.#file = file;
    this.#writer = writer;
  }

  /** The source's answer, once its bytes are written: a slow disk slows the run instead of filling memory. */
  async get(request: EvidenceRequest): Promise<Evidence> {
    const { evidence, content } = await this.#source.acquire(request);
    try {
      await this.#record(request, evidence, content);
    } finally {
      if (content?.kind === 'file') await content.release();
    }
    return evidence;
  }

  async finish(): Promise<void> {
    await this.#last;
    if (this.#over) return;
    this.#over = true;
    try {
      if (this.#failure !== null) throw this.#failure;
      const index = { entries: indexEntries(this.#asked) };
      await this.#writer.addBytes(indexMember, utf8(canonicalJson(index as unknown as JsonValue)));
      await this.#writer.addBytes(checksumMember, utf8(checksumText(this.#writer.members)));
      await this.#writer.finish();
    } catch (cause) {
      await this.#writer.abort();
      throw writeError(this.#file, cause);
    }
  }

  async abort(): Promise<void> {
    await this.#last;
    if (this.#over) return;
    this.#over = true;
    await this.#writer.abort();
  }

  async #record(request: EvidenceRequest, evidence: Evidence, content: Content | null): Promise<void> {
    const answer = recordedAnswer(evidence);
    if (answer === null || this.#failure !== null || this.#over) return;
    this.#asked.push({ request: requestIdentity(request), pins: pinTexts(request), answer });
    if (answer.state !== 'found' || this.#bodies.has(answer.body)) return;
    this.#bodies.add(answer.body);
    const written = this.#last.then(() => this.#writeBody(answer, content));
    this.#last = written;
    await written;
  }

  /** Never rejects: what went wrong is told at the end, and the run's own result is not touched by it. */
  async #writeBody({ body }: Extract<RecordedAnswer, { state: 'found' }>, content: Content | null): Promise<void> {
    if (this.#failure !== null) return;
    try {
      if (content === null) throw new Error('the bytes of an answer could not be kept');
      if (content.kind === 'bytes') await this.#writer.addBytes(bodyMember(body), content.bytes, body);
      else if (!(await this.#writer.addFile(bodyMember(body), content, body))) {
        throw new Error('the bytes of an answer changed while they were copied');
      }
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error('unknown error');
    }
  }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function writeError(file: string, cause: unknown): AssayError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const why = typeof code === 'string' ? code : cause instanceof Error ? cause.message : 'unknown error';
  return new AssayError('ERR_EVIDENCE_FILE', `the evidence file cannot be written: ${why}`, {
    file,
    hint: 'Name a file in an existing folder that you may write to, on a disk with room for the archives.',
    cause,
  });
}
