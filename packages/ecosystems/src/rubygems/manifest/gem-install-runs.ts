import type { ArchiveEntry, InstallRun, Unreadable } from '@assay/model';
import { ManifestFields } from '../../manifest-fields.js';
import { isPluginFile } from '../plugin-file.js';
import type { GemDocument } from './gem-metadata.js';

/**
 * All that RubyGems runs when it installs a gem, and what it or Bundler load later by a file's name alone: extensions, which are programs
 * (`extconf.rb`, a Rakefile, `configure`, `Cargo.toml` …) however they are called, and plugins. Unreadable where readers of the metadata
 * may see other extensions. `post_install_message` is text, and runs nothing.
 */
export function gemInstallRuns(
  { map, decoratedLists }: GemDocument,
  entries: readonly ArchiveEntry[],
): readonly InstallRun[] | Unreadable {
  const fields = new ManifestFields(map, { file: 'the metadata', decoratedLists });
  const extensions = fields.texts('extensions');
  if (fields.problem !== null) return fields.problem;
  return [
    ...extensions.map((name): InstallRun => ({ kind: 'extension', name })),
    ...entries.filter(isPluginFile).map(({ path }): InstallRun => ({ kind: 'plugin', name: path })),
  ];
}
