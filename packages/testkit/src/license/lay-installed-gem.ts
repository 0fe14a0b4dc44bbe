import { join } from 'node:path';
import { gemFullName } from '../mint-gem.js';
import { writeFiles } from '../minted-project.js';
import type { MintedLicenseGem } from './license-gem.js';

/**
 * Leaves in a gem folder what RubyGems leaves there when it installs the gem: the archive in `cache/`, the files in `gems/`, the
 * specification. For tests that have to run without Ruby; the files of the archive that are no regular ones are left out.
 */
export async function layInstalledGem(gemDir: string, gem: MintedLicenseGem): Promise<void> {
  const fullName = gemFullName(gem);
  await writeFiles(join(gemDir, 'cache'), { [gem.fileName]: gem.bytes });
  await writeFiles(join(gemDir, 'gems', fullName), gem.files);
  await writeFiles(join(gemDir, 'specifications'), { [`${fullName}.gemspec`]: installedGemspec(gem) });
}

/** As RubyGems 3.3 writes it (`Gem::Specification#to_ruby`). */
function installedGemspec({ name, version }: MintedLicenseGem): string {
  return `# -*- encoding: utf-8 -*-
# stub: ${name} ${version} ruby lib

Gem::Specification.new do |s|
  s.name = "${name}".freeze
  s.version = "${version}"

  s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze) if s.respond_to? :required_rubygems_version=
  s.require_paths = ["lib".freeze]
  s.authors = ["A. Maintainer".freeze]
  s.date = "2024-08-19"
  s.description = "What ${name} is for".freeze
  s.email = "maintainer@vendor.example".freeze
  s.homepage = "https://vendor.example/".freeze
  s.licenses = ["MIT".freeze]
  s.rubygems_version = "3.3.15".freeze
  s.summary = "Minted gem ${name}".freeze

  s.installed_by_version = "3.3.15" if s.respond_to? :installed_by_version
end
`;
}
