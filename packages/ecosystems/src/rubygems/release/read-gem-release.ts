import type { FoundEvidence, Release, ReleaseFile, Subject, Unreadable } from '@assay/model';
import { gemFileName } from '../gem-file.js';
import { parseGemDigest } from '../gem-digest.js';
import { listGems } from './list-gems.js';
import { matchLocked, type ListedGem } from './listed-gem.js';

/**
 * Distils the registry's list of versions: the files of the subject's version on all platforms. A version that the list does
 * not hold gives a release without files. A file that is locked bears the lockfile's platform and the name that follows from it.
 */
export function readGemRelease(subject: Subject, evidence: FoundEvidence): Release | Unreadable {
  const { name, version, files } = subject;
  const listed = listGems(evidence, version);
  if ('problem' in listed) return listed;
  const locked = matchLocked(files, listed);
  return { name, version, files: listed.map((gem) => fileOf(subject, gem, (locked.get(gem) ?? gem).platform)) };
}

function fileOf({ name, version }: Subject, gem: ListedGem, platform: string | undefined): ReleaseFile {
  const parsed = gem.checksums.map((text) => parseGemDigest('sha256', text) ?? text);
  return {
    name: gemFileName({ name, version, platform }),
    ...(platform === undefined ? {} : { platform }),
    digests: parsed.filter((digest) => typeof digest !== 'string'),
    malformedDigests: parsed.filter((digest) => typeof digest === 'string'),
    ...(gem.publishedAt === undefined ? {} : { publishedAt: gem.publishedAt }),
  };
}
