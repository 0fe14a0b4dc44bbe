import { digestOf, type Subject } from '@assay/model';
import { safeText } from '../safe/safe-text.js';

/** Ids that can hold nothing but a name and a version. */
const plainId = /^pkg:[a-z]+\/[\w.~@/+%-]*$/;

/** What ids of packages whose version or name is a URL have. */
const encodedUrl = /%2F%2F|%3D/;

/** An id or purl with no credentials in it. */
export function safeId(id: string): string {
  return plainId.test(id) && !encodedUrl.test(id) ? id : safeText(id);
}

/**
 * Bom-refs of subjects: their ids, which are deterministic and unique. An id in which something had to be taken out (a version that is a URL
 * with a password) gets a short hash as well, so that two of them stay two.
 */
export function subjectRefs(subjects: readonly Subject[]): (subject: string) => string {
  const changed = new Map<string, string>();
  for (const { id } of subjects) {
    const safe = safeId(id);
    if (safe !== id) changed.set(id, `${safe}#${digestOf('sha256', id).value.slice(0, 12)}`);
  }
  return changed.size === 0 ? (id) => id : (id) => changed.get(id) ?? id;
}
