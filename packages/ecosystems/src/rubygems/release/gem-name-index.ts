/** How a gem server is asked which versions of a name it has. */

import { asList, asMap, asText, parseJson } from '@assay/documents';
import type { EvidenceRequest, FoundEvidence, NameIndex, NameListing, Subject, Unreadable } from '@assay/model';
import { compareGemSegments, gemSegments } from '../compare-gem-versions.js';
import { gemNameProblem } from '../gem-name.js';
import { listGems } from './list-gems.js';
import { maxReleaseBytes } from './listed-gem.js';

/** By the compact index, and by the JSON list of versions where a server has none. */
export const gemNameIndex: NameIndex = { requests, listing };

function requests(registry: string, name: string): readonly EvidenceRequest[] {
  if (gemNameProblem(name) !== null) return [];
  const question = { kind: 'release', ecosystem: 'rubygems', registry, pins: [], algorithms: [] } as const;
  return [
    { ...question, url: `${registry}info/${name}`, accept: 'text/plain', maxBytes: maxReleaseBytes },
    {
      ...question,
      url: `${registry}api/v1/versions/${name}.json`,
      accept: 'application/json',
      maxBytes: maxReleaseBytes,
    },
  ];
}

function listing(subject: Subject, evidence: FoundEvidence): NameListing | Unreadable {
  // Reads every line, and refuses an answer that is no list of versions.
  const own = listGems(evidence, subject.version);
  if ('problem' in own) return own;
  const listed = versionsOf(evidence.body ?? new Uint8Array());
  return { count: listed.length, later: latestAfter(subject.version, listed) };
}

/** The version that each entry of a readable list is about, without its platform. */
function versionsOf(body: Uint8Array): readonly string[] {
  const text = new TextDecoder().decode(body).trimStart();
  if (text.startsWith('[')) return versionsOfJson(body);
  return text.split('\n').flatMap((line) => {
    const [entry = ''] = line.trimEnd().split(' ', 1);
    const [version = ''] = entry.split('-', 1);
    return version === '' ? [] : [version];
  });
}

function versionsOfJson(body: Uint8Array): readonly string[] {
  const parsed = parseJson(body, { maxBytes: maxReleaseBytes });
  const records = parsed.ok ? (asList(parsed.document.value) ?? []) : [];
  return records.flatMap((record) => asText(asMap(record)?.get('number')) ?? []);
}

function latestAfter(version: string, listed: readonly string[]): string | null {
  let segments = gemSegments(version);
  let latest: string | null = null;
  if (segments === null) return null;
  for (const text of listed) {
    const other = gemSegments(text);
    if (other === null || compareGemSegments(other, segments) <= 0) continue;
    segments = other;
    latest = text;
  }
  return latest;
}
