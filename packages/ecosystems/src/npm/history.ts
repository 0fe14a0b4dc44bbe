import { asMap, asText, parseJson, type DocMap, type DocValue } from '@assay/documents';
import type { FoundEvidence, Subject, Unreadable } from '@assay/model';
import { normaliseVersion } from './package-version.js';
import { isPublishTime } from '../publish-time.js';
import { topLevelMembers } from './top-level-members.js';

/** Room for 100,000 versions. */
const maxTimeBytes = 8 * 1024 * 1024;

const wanted: ReadonlySet<string> = new Set(['name', 'time']);

/** One package document answers for every version of the name; it is read once. Forgotten with the bytes. */
const known = new WeakMap<Uint8Array, History | Unreadable>();

interface History {
  readonly name: string;
  readonly time: DocMap;
}

/**
 * When a version was published, from `time` of the whole package document: RFC 3339 UTC, to the letter. The registry's word,
 * signed by nobody. Only `name` and `time` are read, strictly; the rest of the document is skipped.
 */
export function readPublishTime(subject: Subject, evidence: FoundEvidence): string | Unreadable {
  const { body } = evidence;
  if (body === undefined) return { problem: 'no-body', detail: 'The answer has no body.' };
  const history = known.get(body) ?? readHistory(body);
  known.set(body, history);
  if ('problem' in history) return history;
  if (history.name !== subject.name) {
    return { problem: 'other-name', detail: "The registry's answer is the document of a package of another name." };
  }
  const time = history.time.get(normaliseVersion(subject.version) ?? subject.version);
  if (time === undefined) {
    return { problem: 'version-missing', detail: `The registry states no publish time of version ${subject.version}.` };
  }
  const text = asText(time);
  if (text !== undefined && isPublishTime(text)) return text;
  return { problem: 'malformed-time', detail: `The publish time of version ${subject.version} is no RFC 3339 time.` };
}

function readHistory(body: Uint8Array): History | Unreadable {
  const members = topLevelMembers(body, wanted);
  if (members === null) return { problem: 'not-json', detail: 'The answer is not one JSON object.' };
  const name = asText(strictly(members.get('name')));
  const time = asMap(strictly(members.get('time')));
  if (name !== undefined && time !== undefined) return { name, time };
  return { problem: 'incomplete', detail: 'The package document does not state its name and publish times.' };
}

/** A member's value, with no key standing twice in it; undefined when it is no JSON. */
function strictly(bytes: Uint8Array | undefined): DocValue | undefined {
  if (bytes === undefined) return undefined;
  const result = parseJson(bytes, { maxBytes: maxTimeBytes });
  return result.ok ? result.document.value : undefined;
}
