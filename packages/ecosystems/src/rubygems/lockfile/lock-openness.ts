import type { GapList } from './gap-list.js';
import { lockKey, type LockChecksum } from './lock-checksums.js';
import type { LockSection } from './lock-section.js';
import type { SubjectDraft } from './lock-subjects.js';
import { quoted } from './refuse-lockfile.js';

/** A lockfile as far as it is read. */
export interface LockParts {
  readonly sections: readonly LockSection[];
  readonly checksums: ReadonlyMap<string, LockChecksum>;
  readonly drafts: readonly SubjectDraft[];
}

/** Reports what the lockfile leaves open about which bytes, and which files, Bundler will install. */
export function reportOpenness(parts: LockParts, gaps: GapList): void {
  if (parts.drafts.length === 0) gaps.add('nothing-locked', 'The lockfile locks no gem.');
  const fetched = parts.drafts.filter(({ source, files }) => source.kind !== 'builtin' && files.size > 0);
  if (fetched.length > 0) {
    reportUnpinned(parts, fetched, gaps);
    reportPlatformChoice(parts.sections, gaps);
  }
  reportUnusedChecksums(parts, gaps);
}

/** Without `CHECKSUMS` one gap says so; with it, each file that it leaves out is one: a merge that drops a digest still installs. */
function reportUnpinned({ sections, checksums }: LockParts, fetched: readonly SubjectDraft[], gaps: GapList): void {
  if (!sections.some(({ title }) => title === 'CHECKSUMS')) {
    const advice = '`bundle lock --add-checksums` (Bundler 2.6 or later) adds it.';
    gaps.add('no-checksums', `The lockfile has no CHECKSUMS section, so it pins no bytes. ${advice}`);
    return;
  }
  for (const spec of fetched.flatMap(({ specs }) => specs)) {
    const entry = checksums.get(lockKey(spec));
    const locked = quoted(spec.text);
    if (entry === undefined) gaps.add('checksum-missing', `CHECKSUMS has no entry for ${locked}.`, spec.line);
    else if (entry.pins.length + entry.malformedPins.length === 0) {
      gaps.add('checksum-empty', `The CHECKSUMS entry for ${locked} holds no digest.`, entry.line);
    }
  }
}

/**
 * The first line of `PLATFORMS` when it leaves the platform to the machine, else null. While `ruby` is the only locked
 * platform, Bundler keeps the behaviour it had before 2.2: it installs the file built for the machine's own platform where the
 * registry has one, although the lockfile names and pins another.
 */
export function openPlatformsLine(sections: readonly LockSection[]): number | null {
  const platforms = sections.filter(({ title }) => title === 'PLATFORMS').flatMap(({ lines }) => lines);
  const [first] = platforms;
  return first === undefined || platforms.some(({ text }) => text.trim() !== 'ruby') ? null : first.number;
}

function reportPlatformChoice(sections: readonly LockSection[], gaps: GapList): void {
  const line = openPlatformsLine(sections);
  if (line === null) return;
  const detail =
    'Only the platform `ruby` is locked, so Bundler may install files built for the machine that are not in the lockfile.';
  gaps.add('platform-not-locked', `${detail} \`bundle lock --add-platform\` locks them.`, line);
}

/** Checksums nobody compares: of gems that are not locked, of gems that do not come as a file, or read before their gems. */
function reportUnusedChecksums({ checksums, drafts }: LockParts, gaps: GapList): void {
  const locked = new Map(
    drafts.flatMap((draft) => draft.specs.map((spec) => [lockKey(spec), { draft, spec }] as const)),
  );
  let early: LockChecksum | undefined;
  for (const [key, checksum] of checksums) {
    const { draft, spec } = locked.get(key) ?? {};
    const { of, line, pins, malformedPins } = checksum;
    const what = quoted(`${of.name} (${of.version}${of.platform === undefined ? '' : `-${of.platform}`})`);
    if (draft === undefined) gaps.add('checksum-without-spec', `CHECKSUMS names ${what}, which is not locked.`, line);
    else if (draft.files.size === 0 && pins.length + malformedPins.length > 0) {
      gaps.add(
        'checksum-unused',
        `CHECKSUMS pins ${what}, which does not come as a .gem file: nothing compares the digest.`,
        line,
      );
    } else if (spec !== undefined && line < spec.line) early ??= checksum;
  }
  if (early === undefined) return;
  gaps.add(
    'checksums-before-specs',
    'CHECKSUMS stands before gems it pins: Bundler does not compare those digests.',
    early.line,
  );
}
