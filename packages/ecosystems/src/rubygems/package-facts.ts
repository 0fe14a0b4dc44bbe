import type { ArchiveEntry, ArchiveListing, FileListing, PackageFacts, Unreadable } from '@assay/model';
import { ManifestFields } from '../manifest-fields.js';
import { featuresOf } from '../package-features.js';
import { runtimeDependencies } from './manifest/gem-dependencies.js';
import { gemChecksumsMember, judgeGemChecksums } from './manifest/gem-checksums.js';
import { gemMembers } from './manifest/gem-members.js';
import { gemMetadataMember, metadataMembers } from './manifest/gem-metadata-member.js';
import { gemIdentity, parseGemMetadata, type GemDocument } from './manifest/gem-metadata.js';
import { isPluginFile } from './plugin-file.js';

/** What of a gem must be at hand. */
export const gemFactMembers: readonly string[] = [...metadataMembers, gemChecksumsMember];

/**
 * The fields of Gem::Specification, those of old RubyGems included. RubyGems makes an instance variable of any other key, too, and so
 * lets metadata reach into its own workings.
 */
const knownFields: ReadonlySet<string> = new Set([
  ...['authors', 'autorequire', 'bindir', 'cert_chain', 'date', 'default_executable', 'dependencies', 'description'],
  ...[
    'email',
    'executables',
    'extensions',
    'extra_rdoc_files',
    'files',
    'has_rdoc',
    'homepage',
    'licenses',
    'metadata',
  ],
  ...['name', 'original_platform', 'platform', 'post_install_message', 'rdoc_options', 'require_paths'],
  ...['required_ruby_version', 'required_rubygems_version', 'requirements', 'rubyforge_project', 'rubygems_version'],
  ...['signing_key', 'specification_version', 'summary', 'test_files', 'version'],
]);

/** What a gem's metadata and files bring. Unreadable for a gem whose own checksums do not fit, which RubyGems refuses, and for a tree of files: metadata lies in the archive alone. */
export function readGemFacts(listing: FileListing | ArchiveListing): PackageFacts | Unreadable {
  if (!isGem(listing)) return { problem: 'manifest-missing', detail: 'Unpacked files have no gem metadata.' };
  const members = gemMembers(listing);
  const bytes = gemMetadataMember(members);
  if ('problem' in bytes) return bytes;
  const checksums = judgeGemChecksums(members);
  if ('problem' in checksums) return checksums;
  const document = parseGemMetadata(bytes);
  if ('problem' in document) return document;
  const identity = gemIdentity(document);
  if ('problem' in identity) return identity;
  const stranger = [...document.map.keys()].find((key) => !knownFields.has(key));
  if (stranger !== undefined) {
    const detail = `Line ${document.map.lineOf(stranger)} of the metadata sets what is no field of a gem.`;
    return { problem: 'manifest-malformed', detail };
  }
  return withFeatures(identity, document, listing.entries);
}

/** A folder may hold files with the names of a gem's members. */
function isGem(listing: FileListing | ArchiveListing): boolean {
  return 'format' in listing ? listing.format === 'gem' : listing.entries.some(({ within }) => within !== undefined);
}

function withFeatures(
  identity: Pick<PackageFacts, 'name' | 'version' | 'platform'>,
  document: GemDocument,
  entries: readonly ArchiveEntry[],
): PackageFacts | Unreadable {
  const fields = new ManifestFields(document.map, { file: 'the metadata', decoratedLists: document.decoratedLists });
  const executables = executablesIn(fields);
  const extensions = fields.texts('extensions');
  const message = fields.text('post_install_message') ?? '';
  const dependencies = runtimeDependencies(fields, document);
  const declared = ['files', 'test_files', 'extra_rdoc_files'].flatMap((field) => fields.texts(field));
  const autoload = autoloadIn(fields);
  if (fields.problem !== null) return fields.problem;
  return {
    ...identity,
    // RubyGems adds all of these up when it is asked for a gem's files.
    declaredFiles: [...new Set([...declared, ...executables, ...extensions])],
    features: featuresOf({
      executables,
      extensions,
      plugins: entries.filter(isPluginFile).map(({ path }) => path),
      autoload,
      'post-install-message': message === '' ? [] : [message],
      dependencies,
    }),
    dependencies,
  };
}

/** Paths of programs; `default_executable` is what RubyGems once wrote beside them. */
function executablesIn(fields: ManifestFields): readonly string[] {
  const folder = fields.text('bindir') ?? 'bin';
  const single = fields.text('default_executable') ?? '';
  const names = new Set([...fields.texts('executables'), ...(single === '' ? [] : [single])]);
  return [...names].map((name) => `${folder}/${name}`);
}

/** Folders besides `lib` on Ruby's load path: a file there may stand in for another library's. And what old RubyGems loads itself. */
function autoloadIn(fields: ManifestFields): readonly string[] {
  const autorequire = fields.textOrTexts('autorequire').filter((name) => name !== '');
  return [...fields.texts('require_paths').filter((path) => path !== 'lib'), ...autorequire];
}
