import { asText, type DocMap } from '@assay/documents';
import { withoutCredentials } from '@assay/model';
import type { InventoryDraft } from '../inventory-draft.js';
import { isSet } from '../locked-pins.js';
import { allows } from '../manifest-claims/dependency-spec.js';
import { shown } from '../shown.js';
import { wantedBy, type ClassicEntry } from './classic-entry.js';
import type { ClassicGraph, UnlockedWant } from './classic-graph.js';
import { parsePattern } from './classic-pattern.js';
import type { Resolutions } from './resolutions.js';

/** What the gaps follow from. */
export interface ClassicGaps {
  readonly entries: readonly ClassicEntry[];
  readonly graph: ClassicGraph;
  readonly draft: InventoryDraft;
  readonly manifest: DocMap | undefined;
  /** There are members of a workspace, and nobody could say which. */
  readonly membersUnlisted: boolean;
  readonly resolutions: Resolutions;
}

/** Reports what the lockfile leaves open, or says in a way that is not understood. */
export function addClassicGaps(lock: ClassicGaps): void {
  for (const entry of lock.entries) addEntryGaps(entry, lock);
  for (const { from, wanted } of lock.graph.missing) {
    const detail = `${whoAsks(from)} depends on ${shown(`${wanted.name}@${wanted.range}`)}, which has no entry.`;
    const code = wanted.scope === 'optional' ? 'optional-dependency-not-locked' : 'dependency-not-locked';
    lock.draft.addGap({ code, ...('path' in from ? {} : { line: from.line }), detail });
  }
  addMemberGap(lock);
}

function whoAsks(from: UnlockedWant['from']): string {
  if (!('path' in from)) return shown(from.keys[0] ?? '');
  return from.path === '.' ? shown('the project') : `The member ${shown(from.path)}`;
}

const understood: ReadonlySet<string> = new Set([
  'version',
  'resolved',
  'integrity',
  'dependencies',
  'optionalDependencies',
  'name',
  'uid',
  'registry',
  'permissions',
  'prebuiltVariants',
]);

function addEntryGaps(entry: ClassicEntry, { draft, resolutions }: ClassicGaps): void {
  const { line, fields } = entry;
  const key = shown(entry.keys[0] ?? '');
  for (const field of fields.keys()) {
    if (understood.has(field)) continue;
    draft.addGap({ code: 'unknown-field', line, detail: `The field ${shown(field)} of ${key} is not understood.` });
  }
  const texts = [asText(fields.get('resolved')) ?? '', ...entry.keys];
  if (texts.some((text) => text.includes('://') && withoutCredentials(text).hadCredentials)) {
    draft.addGap({ code: 'credentials-in-lockfile', line, detail: `The URL of ${key} holds credentials.` });
  }
  const fromRegistry = entry.patterns.some(({ asks }) => asks.kind === 'registry');
  if (entry.source.kind === 'none' && fromRegistry) {
    const detail = `${key} does not say where it comes from: Yarn 1 then installs the newest version in the range.`;
    draft.addGap({ code: 'entry-not-resolved', line, detail, doubt: true });
  }
  if (entry.source.kind === 'mirror') {
    const from = isSet(fields.get('integrity')) ? '' : ', and nothing but its SHA-1 says what it holds';
    const detail = `${key} is installed from a file of the offline mirror that .yarnrc names${from}.`;
    draft.addGap({ code: 'offline-mirror', line, detail });
  }
  addRangeGap(entry, draft, resolutions);
  addFileGap(entry, draft, resolutions);
}

/** Packages that are fetched have no say about the project’s files; Yarn 1 does what the lockfile says they ask for. */
function addFileGap(entry: ClassicEntry, draft: InventoryDraft, resolutions: Resolutions): void {
  if (entry.source.kind !== 'http' && entry.source.kind !== 'mirror') return;
  for (const { name, range } of wantedBy(entry)) {
    if (resolutions.has(name) || parsePattern(`${name}@${range}`).asks.kind !== 'path') continue;
    const detail = `${shown(entry.keys[0] ?? '')} is said to need ${shown(`${name}@${range}`)}: a file or folder of the project, of which a fetched package knows nothing.`;
    draft.addGap({ code: 'file-not-declared', line: entry.line, detail, doubt: true });
  }
}

/** Nothing in Yarn 1 asks whether a locked version is one that the range allows. Where a rule replaces the name, none has to be. */
function addRangeGap(entry: ClassicEntry, draft: InventoryDraft, resolutions: Resolutions): void {
  for (const { text, name, asks } of entry.patterns) {
    if (asks.kind !== 'registry' || resolutions.has(name) || allows(asks.range, entry.version)) continue;
    const detail = `${shown(text)} is locked as version ${shown(entry.version)}, which it does not allow.`;
    draft.addGap({ code: 'version-outside-range', line: entry.line, detail });
  }
}

function addMemberGap({ manifest, membersUnlisted, draft }: ClassicGaps): void {
  if (manifest === undefined) {
    const detail = 'yarn.lock does not say what the project itself asks for, and no package.json lies beside it.';
    draft.addGap({ code: 'manifest-not-read', detail });
  } else if (membersUnlisted) {
    const detail =
      'yarn.lock of Yarn 1 names no member of the workspace, and not all of them could be found and read: which of them needs a package, and what for, is not known.';
    draft.addGap({ code: 'workspace-members-not-listed', detail });
  }
}
