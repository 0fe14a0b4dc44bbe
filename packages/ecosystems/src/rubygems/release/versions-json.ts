import { asList, asMap, asText, parseJson, type DocValue } from '@assay/documents';
import type { Unreadable } from '@assay/model';
import { isPublishTime } from '../../publish-time.js';
import { gemPlatformProblem } from '../gem-platform.js';
import { maxReleaseBytes, type ListedGem } from './listed-gem.js';

/**
 * Reads `/api/v1/versions/<name>.json`, a list of `{number, platform, sha, …}`, and returns the files of one version; none if the
 * version is not listed. A record without a number, or whose platform or digest is no text, makes the whole list unreadable.
 */
export function readVersionsJson(bytes: Uint8Array, version: string): readonly ListedGem[] | Unreadable {
  const parsed = parseJson(bytes, { maxBytes: maxReleaseBytes });
  if (!parsed.ok) return { problem: 'release-malformed', detail: parsed.problem.detail };
  const records = asList(parsed.document.value);
  if (records === undefined) return { problem: 'release-malformed', detail: 'The list of versions is no JSON list.' };
  const listed: ListedGem[] = [];
  for (const [index, record] of records.entries()) {
    const gem = readRecord(record, version);
    if (gem === 'malformed') return malformed(index);
    if (gem !== 'other version') listed.push(gem);
  }
  return listed;
}

function readRecord(record: DocValue, version: string): ListedGem | 'malformed' | 'other version' {
  const map = asMap(record);
  const number = asText(map?.get('number'));
  if (map === undefined || number === undefined) return 'malformed';
  if (number !== version) return 'other version';
  const platform = asText(map.get('platform') ?? 'ruby');
  const sha = map.get('sha') ?? null;
  if (platform === undefined || gemPlatformProblem(platform) !== null) return 'malformed';
  if (sha !== null && typeof sha !== 'string') return 'malformed';
  const checksums = sha === null ? [] : [sha];
  const time = asText(map.get('created_at'));
  return {
    ...(platform === 'ruby' ? {} : { platform }),
    checksums,
    ...(time !== undefined && isPublishTime(time) ? { publishedAt: time } : {}),
  };
}

function malformed(index: number): Unreadable {
  const detail = `Record ${index + 1} of the registry's list of versions has no usable number, platform or digest.`;
  return { problem: 'release-malformed', detail };
}
