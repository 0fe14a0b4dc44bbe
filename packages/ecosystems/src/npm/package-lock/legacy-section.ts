import { asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import type { InventoryDraft, SubjectFacts } from '../inventory-draft.js';
import { isSet, readPins } from '../locked-pins.js';
import { gitOf, isHttp, readSource } from '../locked-source.js';
import { registryProblem } from '../registry-problem.js';
import { shown } from '../shown.js';
import { archiveFacts, plainFacts, tarball, unsupportedFacts } from '../subject-facts.js';
import { aliasTarget } from './alias-target.js';
import { longestKey } from './location.js';
import { entryName, type LockEntry } from './lock-entry.js';

/** What the comparison needs of the rest of the lockfile. */
export interface LegacyContext {
  readonly entries: ReadonlyMap<string, LockEntry>;
  readonly draft: InventoryDraft;
}

/** One entry of `dependencies`, and the path it is installed at. */
interface LegacyEntry {
  readonly name: string;
  readonly key: string;
  readonly line: number;
  readonly meta: DocMap;
}

/**
 * Compares the `dependencies` section, which npm 6 and older install from, with `packages`. Where they disagree about
 * version, source or integrity, two clients install two things from one lockfile: then what the old section locks becomes a
 * subject of its own, to be verified like the other, and a gap says so.
 */
export function compareLegacySection(legacy: DocMap, context: LegacyContext): void {
  const waiting = entriesIn(legacy, '');
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    const locked = context.entries.get(entry.key);
    if (!agrees(entry, locked)) addDisagreement(entry, context.draft);
    const nested = asMap(entry.meta.get('dependencies'));
    if (nested !== undefined && entry.key.length <= longestKey)
      waiting.push(...entriesIn(nested, locked?.linkTo ?? entry.key));
  }
}

function entriesIn(section: DocMap, owner: string): LegacyEntry[] {
  const entries: LegacyEntry[] = [];
  for (const [name, value] of section.entries()) {
    const key = `${owner === '' ? '' : `${owner}/`}node_modules/${name}`;
    const meta = asMap(value);
    if (meta !== undefined) entries.push({ name, key, line: section.lineOf(name), meta });
  }
  return entries.reverse();
}

function agrees(legacy: LegacyEntry, entry: LockEntry | undefined): boolean {
  if (entry === undefined) return false;
  const version = asText(legacy.meta.get('version')) ?? '';
  if (entry.linkTo !== null) return version.startsWith('file:') && !isSet(legacy.meta.get('resolved'));
  if (text(legacy.meta.get('integrity')) !== text(entry.meta.get('integrity'))) return false;
  const resolved = legacy.meta.get('resolved');
  if (isSet(resolved) && text(resolved) !== text(entry.meta.get('resolved'))) return false;
  return saysVersion(version, entry);
}

/** True when `version`, which the old section also uses for sources, says what the entry says. */
function saysVersion(version: string, entry: LockEntry): boolean {
  const plain = asText(entry.meta.get('version')) ?? '';
  if (version === plain || version === `npm:${entryName(entry)}@${plain}`) return true;
  if (version.startsWith('file:')) return readSource(entry.meta.get('resolved')).kind !== 'http';
  return version === asText(entry.meta.get('resolved'));
}

function text(value: DocValue | undefined): string {
  return isSet(value) ? (asText(value) ?? 'a value that is no text') : '';
}

function addDisagreement(entry: LegacyEntry, draft: InventoryDraft): void {
  const subject = draft.addSubject(legacyFacts(entry));
  const path = `dependencies: ${entry.key}`;
  draft.addOccurrence({ subject, line: entry.line, path, scope: isSet(entry.meta.get('dev')) ? 'dev' : 'prod' });
  const detail = `The dependencies section locks ${shown(entry.key)} otherwise than packages does; npm 6 and older follow it.`;
  draft.addGap({ code: 'lockfile-sections-disagree', line: entry.line, detail });
}

function legacyFacts(entry: LegacyEntry): SubjectFacts {
  const version = asText(entry.meta.get('version')) ?? '';
  const pins = readPins(entry.meta.get('integrity'));
  if (isHttp(version)) {
    const source = readSource(version);
    if (source.kind === 'http') {
      const id = { name: entry.name, version: '' };
      return archiveFacts(id, { kind: 'url', url: source.url }, tarball(id, pins, source.url));
    }
  }
  const source = readSource(version);
  if (source.kind === 'git') return plainFacts({ name: entry.name, version: '' }, gitOf(source));
  const id = aliasTarget(version) ?? { name: entry.name, version };
  const problem = registryProblem(id);
  if (problem !== null) return unsupportedFacts(id, problem);
  const resolved = readSource(entry.meta.get('resolved'));
  const url = resolved.kind === 'http' ? resolved.url : undefined;
  return archiveFacts(id, { kind: 'registry' }, tarball(id, pins, url));
}
