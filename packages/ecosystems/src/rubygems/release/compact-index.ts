import type { Unreadable } from '@assay/model';
import { isPublishTime } from '../../publish-time.js';
import { gemPlatformProblem } from '../gem-platform.js';
import { isGemVersion } from '../gem-version.js';
import type { ListedGem } from './listed-gem.js';

/** A line that could not be read, with its 1-based number. */
interface BadLine {
  readonly bad: string;
}

/**
 * Reads the compact index's `/info/<name>` and returns the files of one version, in order; none if the version is not listed.
 *
 * Lines are `VERSION[-PLATFORM] DEPENDENCIES|REQUIREMENTS`; below an optional `---`, one of the requirements is
 * `checksum:<sha256>`, another `created_at:<time>`. Every line must at least start with a version: a page that merely contains one is not an index. Blank
 * lines are passed over, because some private servers write them.
 */
export function readCompactIndex(text: string, version: string): readonly ListedGem[] | Unreadable {
  const listed: ListedGem[] = [];
  let number = 1;
  for (let start = 0; start < text.length; number++) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = readLine(text.slice(start, end).trimEnd(), version, number === 1);
    if (line !== null && 'bad' in line) return malformed(line, number);
    if (line !== null) listed.push(line);
    start = end + 1;
  }
  return listed;
}

/** Null for lines about other versions. */
function readLine(line: string, version: string, isFirst: boolean): ListedGem | BadLine | null {
  if (line === '' || (isFirst && line === '---')) return null;
  const space = line.indexOf(' ');
  const token = space < 0 ? line : line.slice(0, space);
  const dash = token.indexOf('-');
  const number = dash < 0 ? token : token.slice(0, dash);
  if (!isGemVersion(number)) return { bad: 'does not start with a version' };
  if (number !== version) return null;
  const platform = dash < 0 ? 'ruby' : token.slice(dash + 1);
  if (gemPlatformProblem(platform) !== null) return { bad: 'names no platform after its version' };
  const stated = requirementsOf(space < 0 ? '' : line.slice(space + 1));
  return {
    ...(platform === 'ruby' ? {} : { platform }),
    checksums: valuesOf(stated, 'checksum:'),
    ...publishTimeOf(stated),
  };
}

function requirementsOf(rest: string): readonly string[] {
  const bar = rest.indexOf('|');
  return bar < 0 ? [] : rest.slice(bar + 1).split(',');
}

function valuesOf(requirements: readonly string[], key: string): readonly string[] {
  return requirements.filter((part) => part.startsWith(key)).map((part) => part.slice(key.length));
}

/** Two times are none. */
function publishTimeOf(requirements: readonly string[]): Pick<ListedGem, 'publishedAt'> {
  const [time, ...others] = valuesOf(requirements, 'created_at:');
  return time !== undefined && others.length === 0 && isPublishTime(time) ? { publishedAt: time } : {};
}

function malformed({ bad }: BadLine, line: number): Unreadable {
  return { problem: 'release-malformed', detail: `Line ${line} of the registry's list of versions ${bad}.` };
}
