import { asMap, asText, parseYaml, type DocMap } from '@assay/documents';
import type { Unreadable } from '@assay/model';
import type { GemMembers } from './gem-members.js';

/** The archive's own statement about its members, judged: what is odd about it, or why the gem is refused. */
export type ChecksumsJudgement = { readonly notes: readonly string[] } | Unreadable;

/** The member that holds them. */
export const gemChecksumsMember = 'checksums.yaml.gz';

const member = gemChecksumsMember;

/** RubyGems' own limit. */
const maxBytes = 10 * 1024 * 1024;

/** Real ones have three digests of three members. */
const maxValues = 10_000;

/** What RubyGems can compute; for any other name it fails. */
const algorithms: ReadonlySet<string> = new Set(['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512']);

/**
 * Compares `checksums.yaml` with the members it names. It lies inside the archive, so it proves nothing about who made the gem,
 * but RubyGems refuses a gem whose checksums do not fit: so does Assay. RubyGems ignores it where it is missing: that is a note.
 * Only SHA-256 is at hand to compare; members stated in nothing else are a note too.
 */
export function judgeGemChecksums(members: GemMembers): ChecksumsJudgement {
  const bytes = members.content.get(member);
  if (bytes !== undefined) return judgeBytes(members, bytes);
  if (members.entries.has(member)) return unreadable('gem-checksums-unreadable', `${member} could not be unpacked.`);
  return { notes: ['The gem states no checksums of its members.'] };
}

function judgeBytes(members: GemMembers, bytes: Uint8Array): ChecksumsJudgement {
  const parsed = parseYaml(bytes, { tags: 'ignore', binary: 'decode', scalars: 'text', maxBytes, maxValues });
  if (!parsed.ok) return unreadable('gem-checksums-unreadable', `${member}: ${parsed.problem.detail}`);
  const value = parsed.documents[0]?.value ?? null;
  if (value === null) return { notes: ['The gem states no checksums of its members.'] };
  const stated = asMap(value);
  if (stated === undefined || parsed.documents.length > 1) {
    return unreadable('gem-checksums-unreadable', `${member} is not one mapping of algorithms.`);
  }
  return judgeAlgorithms(members, stated);
}

function judgeAlgorithms(members: GemMembers, stated: DocMap): ChecksumsJudgement {
  const compared = new Set<string>();
  const named = new Set<string>();
  for (const [algorithm, value] of stated.entries()) {
    const digests = asMap(value);
    if (digests === undefined || !algorithms.has(algorithm)) {
      return unreadable('gem-checksums-unreadable', `${member} states digests in a way RubyGems does not read.`);
    }
    for (const [name, digest] of digests.entries()) {
      const problem = judgeMember({ members, algorithm, name, digest: asText(digest) });
      if (problem !== null) return unreadable('gem-checksum-mismatch', problem);
      (algorithm === 'SHA256' ? compared : named).add(name);
    }
  }
  const open = [...named].filter((name) => !compared.has(name));
  return {
    notes:
      open.length === 0
        ? []
        : ['The gem states checksums of its members in algorithms that Assay does not compute for them.'],
  };
}

interface Statement {
  readonly members: GemMembers;
  readonly algorithm: string;
  readonly name: string;
  readonly digest: string | undefined;
}

/** As RubyGems: the member must be there (signatures do not count), and lowercase hex must be the same text. */
function judgeMember({ members, algorithm, name, digest }: Statement): string | null {
  const entry = name.endsWith('.sig') ? undefined : members.entries.get(name);
  if (entry === undefined)
    return `${member} states a checksum of ${JSON.stringify(name)}, which the gem does not hold.`;
  if (algorithm !== 'SHA256' || digest === entry.sha256) return null;
  return `${member} states another SHA-256 of ${JSON.stringify(name)} than the member has.`;
}

function unreadable(problem: string, detail: string): Unreadable {
  return { problem, detail };
}
