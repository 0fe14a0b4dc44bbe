import { purlOf, type Occurrence, type Subject, type SubjectFile, type SubjectSource } from '@assay/model';
import { gemFileName, gemFileProblem } from '../gem-file.js';
import { writeGemClaim } from '../manifest/gem-claims.js';
import type { GapList } from './gap-list.js';
import { lockKey, type LockChecksum } from './lock-checksums.js';
import { quoted } from './refuse-lockfile.js';
import type { LockSpec } from './source-section.js';

/** A source section's gems together with where they come from. */
export interface SourcedSpecs {
  /** `GEM`, `GIT`, `PATH` or `PLUGIN SOURCE`. */
  readonly title: string;
  readonly source: SubjectSource;
  readonly specs: readonly LockSpec[];
}

/** A subject being put together: one gem version from one source, with all its platforms. */
export interface SubjectDraft {
  readonly id: string;
  readonly purl: string;
  readonly name: string;
  readonly version: string;
  readonly source: SubjectSource;
  /** By the key that also tells which checksum is meant. */
  readonly files: Map<string, SubjectFile>;
  readonly specs: LockSpec[];
}

/** Brings specs and checksums together: each file of a gem gets the pins of exactly its own platform. */
export class LockSubjects {
  readonly #checksums: ReadonlyMap<string, LockChecksum>;
  readonly #gaps: GapList;
  readonly #drafts = new Map<string, SubjectDraft>();
  readonly #ids = new Set<string>();
  readonly #lockedAs = new Map<string, SubjectDraft>();

  constructor(checksums: ReadonlyMap<string, LockChecksum>, gaps: GapList) {
    this.#checksums = checksums;
    this.#gaps = gaps;
  }

  get drafts(): readonly SubjectDraft[] {
    return [...this.#drafts.values()];
  }

  /** True when a file of this key is locked. */
  has(key: string): boolean {
    return this.#lockedAs.has(key);
  }

  add(section: SourcedSpecs): void {
    for (const spec of section.specs) this.#addSpec(section, spec);
  }

  #addSpec(section: SourcedSpecs, spec: LockSpec): void {
    const problem = gemFileProblem(spec);
    const source: SubjectSource = problem === null ? section.source : { kind: 'unsupported', reason: problem };
    const draft = this.#draftOf(spec, source);
    const key = lockKey(spec);
    this.#reportRepeated(draft, spec, key);
    this.#lockedAs.set(key, draft);
    draft.specs.push(spec);
    if (problem === null && section.title === 'GEM') draft.files.set(key, this.#fileOf(spec, key));
  }

  #draftOf({ name, version, line }: LockSpec, source: SubjectSource): SubjectDraft {
    const key = JSON.stringify([name, version, source]);
    const known = this.#drafts.get(key);
    if (known !== undefined) return known;
    const purl = purlOf('rubygems', name, version);
    const id = this.#ids.has(purl) ? `${purl}#${line}` : purl;
    this.#ids.add(id);
    const draft = { id, purl, name, version, source, files: new Map<string, SubjectFile>(), specs: [] };
    this.#drafts.set(key, draft);
    return draft;
  }

  #fileOf(spec: LockSpec, key: string): SubjectFile {
    const { pins = [], malformedPins = [] } = this.#checksums.get(key) ?? {};
    const platform = spec.platform === undefined ? {} : { platform: spec.platform };
    return { name: gemFileName(spec), ...platform, pins, malformedPins };
  }

  /** Bundler keeps only the last of several entries for one file, wherever they stand. */
  #reportRepeated(draft: SubjectDraft, spec: LockSpec, key: string): void {
    const earlier = this.#lockedAs.get(key);
    if (earlier === undefined) return;
    const entry = quoted(spec.text);
    if (earlier === draft) this.#gaps.add('duplicate-spec', `The entry ${entry} stands twice.`, spec.line);
    else
      this.#gaps.add(
        'spec-in-two-sources',
        `The entry ${entry} stands under two sources; Bundler uses the last one.`,
        spec.line,
      );
  }
}

/** The finished subject; `openPlatforms` when the lockfile leaves the choice among a gem's platforms to the machine. */
export function subjectOf(draft: SubjectDraft, openPlatforms: boolean): Subject {
  const { id, purl, name, version, source } = draft;
  const open = openPlatforms && source.kind === 'registry' ? ({ openPlatforms } as const) : {};
  const files = [...draft.files.values()];
  return {
    id,
    purl,
    ecosystem: 'rubygems',
    name,
    version,
    source,
    files,
    ...open,
    ...claimsOf(draft),
    conflictsWith: [],
  };
}

/** What its entries say it depends on; those of repositories and folders have no archive to compare with. */
function claimsOf({ source, specs }: SubjectDraft): Pick<Subject, 'claims'> {
  if (source.kind !== 'registry') return {};
  const claims = [...new Set(specs.filter(({ dependencies }) => dependencies.length > 0).map(writeGemClaim))].sort();
  return claims.length === 0 ? {} : { claims };
}

/** One occurrence per entry: each platform's own line. */
export function occurrencesOf(
  draft: SubjectDraft,
  lockfile: string,
  parent: string | undefined,
): readonly Occurrence[] {
  const by = parent === undefined ? {} : { parent };
  return draft.specs.map(({ text: path, line }) => ({ subject: draft.id, lockfile, line, path, scope: 'prod', ...by }));
}
