/** Everything that can be wrong with an archive: one code, its severity and one sentence each. README.md explains them. */

import type { ProblemSeverity } from '@assay/model';

/** What a problem code means. */
export interface ProblemInfo {
  readonly severity: ProblemSeverity;
  /** One sentence. */
  readonly text: string;
}

const refuse = (text: string): ProblemInfo => ({ severity: 'refuse', text });
const limit = (text: string): ProblemInfo => ({ severity: 'limit', text });
const note = (text: string): ProblemInfo => ({ severity: 'note', text });

const catalogue = {
  // The gzip member (RFC 1952)
  'gzip-header': refuse('The file does not start with a well-formed gzip header.'),
  'gzip-data': refuse('The compressed data is malformed.'),
  'gzip-truncated': refuse('The gzip member ends before its trailer.'),
  'gzip-checksum': refuse('The CRC-32 or the length in the gzip trailer does not match the data.'),
  'gzip-second-member': refuse('A second gzip member follows the first: some readers join them, others stop.'),
  'gzip-trailing-data': refuse('Bytes other than zero follow the gzip member.'),
  'gzip-trailing-zeros': note('Zero bytes follow the gzip member.'),

  // The tar frame
  'tar-checksum': refuse('A tar header does not match its own checksum.'),
  'tar-number': refuse('A number in a tar header is not plain octal, so readers take it for different values.'),
  'tar-magic': refuse('A tar header is neither POSIX ustar nor GNU, the only kinds that all readers know.'),
  'tar-truncated': refuse('The tar archive ends inside a block or a file, or before anything.'),
  'tar-empty': note('The tar archive holds no entry.'),
  'tar-data-after-end': refuse('Bytes other than zero follow the end of the tar archive: some readers go on there.'),
  'tar-trailing-bytes': note(
    'A few bytes, too few for a header, follow the end of the gem: RubyGems does not look at them, and no reader finds an entry there.',
  ),
  'tar-no-end': refuse('The tar archive ends without an end marker, as one that was cut off does.'),
  'tar-short-end': note('The end marker of the tar archive is one block of zeros instead of two.'),
  'tar-padding': note('The padding after a file holds bytes other than zero, which no reader looks at.'),
  'tar-prefix': refuse('A header has a path prefix that only some readers apply.'),
  'tar-stale-bytes': refuse('Bytes follow the end of a name in its header field, and some readers take them in.'),

  // Extension headers
  'extension-malformed': refuse('An extension header is malformed.'),
  'extension-key': refuse('An extension header carries a keyword that changes what an entry is.'),
  'extension-size': refuse('An extension header gives another size than the header it belongs to.'),
  'extension-conflict': refuse(
    'Extension headers contradict or repeat each other, and readers differ on which one counts.',
  ),
  'extension-dangling': refuse('An extension header is followed by no entry.'),
  'extension-global': refuse('A global extension header sets more than a comment.'),
  'extension-comment': note('A global extension header carries a comment.'),
  'extension-in-gem': refuse('An extension header renames an entry of a gem, which RubyGems does not apply.'),
  'extension-vendor-key': note("An extension header carries a vendor's keyword that clients ignore."),

  // Entries
  'entry-type': refuse('An entry is of a type that readers treat differently or that no package may hold.'),
  'entry-device': refuse('An entry is a device or a pipe.'),
  'entry-size': refuse('An entry that has no content declares a size.'),
  'entry-link-target': refuse('An entry that is no link has a link target, or a link has none.'),
  'entry-folder-file': refuse('A file has the name of a folder, ending in a slash: to some readers it is one.'),
  'mode-special': note('An entry asks for set-user-id, set-group-id or sticky bits.'),

  // Names
  'name-empty': refuse('An entry has no name.'),
  'name-nul': refuse('A name holds a NUL byte.'),
  'name-not-utf8': refuse('A name is not UTF-8, so clients write different names.'),
  'name-absolute': refuse('A path is absolute.'),
  'name-drive': refuse('A path starts with a drive letter.'),
  'name-parent': refuse('A path holds a `..` component.'),
  'name-dot-start': refuse('A path starts with `./`, which clients strip differently.'),
  'name-outside-root': refuse('A file lies outside the root folder that clients strip.'),
  'name-backslash': refuse('A path holds a backslash, which is a separator on Windows and a letter elsewhere.'),
  'name-space-in-gem': refuse('A name or link target ends in a space, which RubyGems cuts off.'),
  'name-not-canonical': note('A path holds empty or `.` components, which clients drop.'),
  'name-control': note('A name holds a control character.'),
  'name-bidi': note('A name holds characters that change the direction of text.'),
  'name-windows': note('A name is reserved on Windows, or ends in a dot or a space there.'),
  'root-name': note('The root folder is not called `package`.'),
  'root-several': note('Entries lie in several root folders, which clients merge.'),

  // Entries against each other
  'duplicate-same': note('Two entries have the same path and the same content.'),
  'duplicate-different': refuse('Two entries have the same path and are not the same.'),
  'path-conflict': refuse('A path is a file or a link in one entry and a folder in another.'),
  'path-conflict-folded': note('A file and a folder differ only by case or Unicode form.'),
  'path-collision': note('Two paths differ only by case or Unicode form.'),
  'manifest-collision': refuse(
    'A path differs only by case or Unicode form from a file that decides what is installed.',
  ),
  'through-link': refuse('An entry lies beneath a link of the same archive.'),

  // Links
  'hard-link': refuse('The archive holds a hard link, which clients drop, follow, or turn into an empty file.'),
  'link-outside': refuse('A symbolic link points outside the package, or up again from a name, which may lead there.'),
  'link-absolute': refuse('A symbolic link has an absolute target.'),
  link: note('The archive holds a symbolic link within the package; npm drops it, other clients make it.'),

  // Gems
  'gem-old-format': refuse('The gem is of the format before 2007 (`MD5SUM =`), which holds Ruby code to be run.'),
  'gem-duplicate-member': refuse('The gem holds a member twice (CVE-2018-1000076).'),
  'gem-no-metadata': refuse('The gem holds no metadata.'),
  'gem-two-metadata': refuse('The gem holds both `metadata` and `metadata.gz`.'),
  'gem-no-data': refuse('The gem holds no data.tar.gz.'),
  'gem-member-type': refuse('A member of the gem is no plain file, yet RubyGems reads it as one.'),
  'gem-member-name': refuse('A member of the gem is called almost like one that RubyGems reads.'),
  'gem-unexpected-member': note('The gem holds a member that RubyGems ignores.'),

  // ZIP archives (APPNOTE)
  'zip-start': refuse('The file does not start with a ZIP entry: other bytes come first, or it is no ZIP archive.'),
  'zip-truncated': refuse('The ZIP archive ends inside a record or an entry.'),
  'zip-gap': refuse('Bytes that belong to no entry lie between the records of the ZIP archive.'),
  'zip-trailing-data': refuse('Bytes follow the end of the ZIP archive: some readers look for another end there.'),
  'zip-end': refuse('The end record does not say what the ZIP archive holds.'),
  'zip64-end': refuse('The ZIP64 end records are malformed, or do not say what the ZIP archive holds.'),
  'zip64-sizes': refuse('A header and its ZIP64 field do not go together, so readers take different sizes.'),
  zip64: note('The ZIP archive has ZIP64 end records.'),
  'zip-disks': refuse('The ZIP archive is a part of several.'),
  'zip-central': refuse('The central directory and the headers of the entries do not say the same.'),
  'zip-empty': note('The ZIP archive holds no entry.'),
  'zip-comment': note('The ZIP archive has a comment; git writes the commit there.'),
  'zip-comment-record': refuse('The comment of the ZIP archive holds a record, which some readers take for its end.'),
  'zip-entry-comment': note('An entry of the ZIP archive has a comment.'),
  'zip-encrypted': refuse('An entry of the ZIP archive is encrypted.'),
  'zip-flags': refuse('An entry of the ZIP archive has flags that readers treat differently, as patched data.'),
  'zip-method': refuse(
    'An entry of the ZIP archive is packed by another method than deflate, which not all clients know.',
  ),
  'zip-version': refuse('An entry of the ZIP archive asks for a newer version of the format than all clients know.'),
  'zip-data': refuse('The data of an entry is malformed, or gives more or less than its header states.'),
  'zip-data-gap': refuse('Bytes follow the compressed data of an entry before its stated end.'),
  'zip-checksum': refuse('The CRC-32 of an entry does not match its data.'),
  'zip-descriptor': refuse('What follows the data of an entry does not state its CRC-32 and sizes.'),
  'zip-descriptor-stored': refuse(
    'The length of uncompressed data stands behind it, so that readers look for its end.',
  ),
  'zip-extra': refuse('The extra fields of an entry are malformed.'),
  'zip-extra-twice': refuse('An extra field that says what an entry is called or how large it is stands there twice.'),
  'zip-extra-type': refuse('An extra field says what an entry is, to those readers that look at it.'),
  'zip-attributes': refuse('The attributes of an entry make it another thing to some readers than to others.'),
  'zip-link-target': refuse('The target of a symbolic link is empty, of several lines, or not UTF-8.'),
  'zip-name-encoding': refuse('A name is not ASCII and is not marked as UTF-8, so clients write different names.'),
  'zip-unicode-path': refuse('An extra field gives another name than the header, and some readers take that one.'),
  'zip-name-control': refuse('A name in a ZIP archive holds a control character, which some clients leave out.'),
  'zip-name-version': refuse('A name in a ZIP archive ends in `;` or a version (`;1`), which some clients cut off.'),
  'zip-name-dot': refuse('A name in a ZIP archive ends in the component `.`, for which some clients write another.'),
  'zip-duplicate': refuse('The ZIP archive holds a path twice: clients differ on which one they keep.'),

  // Caps
  'limit-unpacked': limit('The archive inflates to more than the cap on unpacked bytes.'),
  'limit-ratio': limit('The archive inflates more strongly than any honest package.'),
  'limit-entries': limit('The archive holds more entries or folders than the cap.'),
  'limit-path': limit('A path or link target is longer than the cap, or all of them together are.'),
  'limit-depth': limit('A path has more components than the cap.'),
  'limit-extension': limit('An extension header is larger than the cap.'),
  'limit-member': limit('A requested member is larger than the cap.'),
} as const satisfies Readonly<Record<string, ProblemInfo>>;

/** A problem's code. */
export type ProblemCode = keyof typeof catalogue;

/** All problem codes with their severity and text, in the order in which README.md explains them. */
export const archiveProblems: ReadonlyMap<ProblemCode, ProblemInfo> = new Map(
  Object.entries(catalogue) as [ProblemCode, ProblemInfo][],
);

/** Severity and text of a code. */
export function problemInfo(code: ProblemCode): ProblemInfo {
  return catalogue[code];
}
