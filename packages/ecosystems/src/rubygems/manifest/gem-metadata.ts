import { asMap, asText, parseYaml, type DocMap, type DocValue } from '@assay/documents';
import type { Unreadable } from '@assay/model';
import { canonicalPlatform } from '../gem-platform.js';
import { isPlainlyWritten, yamlLines } from './plainly-written.js';

/** What a gem's metadata says about its own identity. Texts are attacker-controlled and not validated. */
export interface GemMetadata {
  readonly name: string;
  readonly version: string;
  /** Absent for the platform `ruby`. */
  readonly platform?: string;
}

/** RubyGems' own limit. */
const maxBytes = 10 * 1024 * 1024;

/** A gem that lists 60,000 files has 120,000. A flood of them takes a second in a few kilobytes of gzip. */
const maxValues = 200_000;

/** Old gems repeat requirements by alias; no gem has thousands of dependencies. */
const maxAliases = 10_000;

/** As far as it is data, what Ruby's own reader takes. */
const asPsych = { tags: 'ignore', scalars: 'text', closingQuotes: 'accept' } as const;

/** Other keys that RubyGems' loader would take for a field, or for many. */
const disguises: readonly string[] = ['<<', ':name', ':version', ':platform'];

/** Gem metadata as a document: one mapping. */
export interface GemDocument {
  readonly map: DocMap;
  readonly lines: readonly string[];
  /** See `Document` of @assay/documents. */
  readonly decoratedLists: ReadonlySet<DocValue>;
}

/**
 * Parses gem metadata as the one mapping that it must be: YAML with `!ruby/object:` tags, taken as plain data and never as objects
 * (CVE-2017-0903). Refused where RubyGems might read something else: duplicate keys, several documents.
 */
export function parseGemMetadata(bytes: Uint8Array): GemDocument | Unreadable {
  const parsed = parseYaml(bytes, { ...asPsych, maxAliases, maxBytes, maxValues });
  if (!parsed.ok) {
    const { problem, detail, line } = parsed.problem;
    const where = line === undefined ? '' : ` (line ${line})`;
    return unreadable(problem === 'duplicate-key' ? 'manifest-ambiguous' : 'manifest-malformed', `${detail}${where}`);
  }
  const [document] = parsed.documents;
  if (document === undefined || parsed.documents.length > 1) {
    return unreadable(
      'manifest-malformed',
      `The metadata holds ${parsed.documents.length} YAML documents instead of one.`,
    );
  }
  const map = asMap(document.value);
  if (map === undefined) return unreadable('manifest-malformed', 'The metadata is no mapping.');
  return { map, lines: yamlLines(bytes), decoratedLists: document.decoratedLists ?? new Set() };
}

/** Name, version and platform of a document; refused where RubyGems might read others: merge keys, symbol keys, tags or aliases on the fields themselves. */
export function gemIdentity({ map, lines }: GemDocument): GemMetadata | Unreadable {
  const disguise = disguises.find((key) => map.has(key));
  if (disguise !== undefined) return unreadable('manifest-ambiguous', `The metadata uses the key \`${disguise}\`.`);
  const field = ['name', 'version', 'platform'].find((key) => !isPlainlyWritten(lines, map, key));
  if (field !== undefined) {
    return unreadable(
      'manifest-ambiguous',
      `The ${field} is not written as RubyGems writes it: it may resolve a tag or an alias there differently.`,
    );
  }
  const name = asText(map.get('name'));
  const version = versionOf(map);
  const platform = platformOf(map);
  if (name === undefined) return unreadable('manifest-malformed', 'The metadata holds no name that is text.');
  if (version === undefined) return unreadable('manifest-malformed', 'The metadata holds no version that is text.');
  if (platform === null) return unreadable('manifest-malformed', 'The metadata holds a platform that is none.');
  return canonicalPlatform(platform) === 'ruby' ? { name, version } : { name, version, platform };
}

/** `version: {version: 1.0}` as RubyGems writes it, or the text itself. */
function versionOf(map: DocMap): string | undefined {
  const value = map.get('version');
  const inner = asMap(value);
  return inner === undefined ? asText(value) : inner.has('<<') ? undefined : asText(inner.get('version'));
}

/** A text, or the `{cpu, os, version}` of old RubyGems; null when it is neither. No platform is `ruby`. */
function platformOf(map: DocMap): string | null {
  const value = map.get('platform') ?? 'ruby';
  const parts = asMap(value);
  if (parts === undefined) return asText(value) ?? null;
  const texts = ['cpu', 'os', 'version'].map((key) => asText(parts.get(key) ?? ''));
  if (parts.has('<<') || texts.includes(undefined)) return null;
  return texts.filter((text) => text !== '').join('-');
}

function unreadable(problem: string, detail: string): Unreadable {
  return { problem, detail };
}
