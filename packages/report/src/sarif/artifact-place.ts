/** Paths as SARIF's locations name them. */

/** A file; relative to the project's root where it lies below it. */
export interface ArtifactPlace {
  readonly uri: string;
  readonly uriBaseId?: typeof sourceRoot;
}

/** What paths of the project are relative to: the name that GitHub's upload knows. */
export const sourceRoot = '%SRCROOT%';

const drive = /^([A-Za-z]):[\\/]/;

/**
 * URI reference (RFC 3986) of a path that the user named or a search found: every segment percent-encoded, `.` and `..` worked out.
 * A path that climbs out of the project has no base; absolute ones become `file:` URIs. A backslash is part of a name but for paths
 * with a drive letter: whoever names a folder `..\..\etc` does not move a result to another file.
 */
export function artifactPlace(path: string): ArtifactPlace {
  const [head = '', letter = ''] = drive.exec(path) ?? [];
  if (letter !== '') return { uri: `file:///${letter}:/${joined(path.slice(head.length).split(/[\\/]/), 'absolute')}` };
  if (path.startsWith('/')) return { uri: `file:///${joined(path.split('/'), 'absolute')}` };
  const uri = joined(path.split('/'), 'relative');
  if (uri === '..' || uri.startsWith('../')) return { uri };
  return { uri: uri === '' ? '.' : uri, uriBaseId: sourceRoot };
}

function joined(segments: readonly string[], kind: 'absolute' | 'relative'): string {
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (kind === 'relative') kept.push('..');
  }
  return kept.map(encodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
