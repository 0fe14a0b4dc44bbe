import { asList, asMap, type DocMap, type DocValue } from '@assay/documents';
import type { PackageFacts, Unreadable } from '@assay/model';
import { ManifestFields, type FieldSource } from '../manifest-fields.js';
import { featuresOf } from '../package-features.js';

/** Types that Composer runs code of while it installs; it compares them in lower case. */
const pluginTypes: ReadonlySet<string> = new Set(['composer-plugin', 'composer-installer']);

/** What Composer calls platform packages, beside extensions and libraries: the machine has them or not, nothing is downloaded. */
const platformPackages: ReadonlySet<string> = new Set([
  ...['php', 'php-64bit', 'php-ipv6', 'php-zts', 'php-debug', 'hhvm'],
  ...['composer', 'composer-plugin-api', 'composer-runtime-api'],
]);
const extensionOrLibrary = /^(?:ext|lib)-[a-z0-9]+(?:[_.-][a-z0-9]+)*$/;

/** Longer ones are not looked at with a pattern. */
const longestName = 256;

/** What a package's record (its composer.json, or what a repository says of it) brings. */
export function composerFactsOf(root: FieldSource, file: string): PackageFacts | Unreadable {
  const fields = new ManifestFields(root, { file });
  const name = fields.text('name') ?? '';
  const version = fields.text('version') ?? '';
  const dependencies = requiredNames(fields);
  const features = featuresOf({
    executables: fields.textOrTexts('bin').filter((path) => path !== ''),
    plugins: pluginsIn(fields),
    scripts: scriptsIn(fields),
    autoload: autoloadIn(fields),
    dependencies,
  });
  if (fields.problem !== null) return fields.problem;
  if (name === '') return { problem: 'manifest-incomplete', detail: `${file} has no name.` };
  return { name, version, declaredFiles: null, features, dependencies };
}

/** Plugins, and packages that stand in for others: Composer then leaves those out. */
function pluginsIn(fields: ManifestFields): readonly string[] {
  const type = fields.text('type') ?? '';
  const standsFor = ['replace', 'provide'].flatMap((field) =>
    entriesOf(fields, field).map(([name]) => `${field}: ${name}`),
  );
  return [...(pluginTypes.has(type.toLowerCase()) ? [`type: ${type}`] : []), ...standsFor];
}

/**
 * What runs by itself as Composer works. It runs those of the project alone, but whoever unpacks the package may work in it; a script under
 * any other name (`test`) runs when somebody asks for it.
 */
function scriptsIn(fields: ManifestFields): readonly string[] {
  return entriesOf(fields, 'scripts').flatMap(([name, commands]) => {
    const texts = typeof commands === 'string' ? [commands] : fields.textsOf('scripts', commands);
    return isEvent(name) ? [`${name}: ${texts.join(' && ')}`] : [];
  });
}

function isEvent(name: string): boolean {
  return name.startsWith('pre-') || name.startsWith('post-') || name === 'init' || name === 'command';
}

/** Files that run with every request, and what Laravel registers by itself. */
function autoloadIn(fields: ManifestFields): readonly string[] {
  const files = mapOf(fields, 'autoload')?.get('files') ?? [];
  const laravel = asMap(asMap(fields.value('extra'))?.get('laravel'))?.get('providers') ?? [];
  return [
    ...texts(fields, 'autoload.files', files),
    ...texts(fields, 'extra.laravel.providers', laravel).map((provider) => `Laravel: ${provider}`),
  ];
}

function texts(fields: ManifestFields, field: string, value: DocValue): readonly string[] {
  const map = asMap(value);
  if (typeof value === 'string') return [value];
  return fields.textsOf(field, map === undefined ? value : [...map.entries()].map(([, text]) => text));
}

function requiredNames(fields: ManifestFields): readonly string[] {
  return entriesOf(fields, 'require')
    .map(([name]) => name)
    .filter((name) => !isPlatform(name));
}

function isPlatform(name: string): boolean {
  return platformPackages.has(name) || (name.length <= longestName && extensionOrLibrary.test(name));
}

function entriesOf(fields: ManifestFields, field: string): readonly (readonly [string, DocValue])[] {
  return [...(mapOf(fields, field)?.entries() ?? [])];
}

/** PHP writes an empty mapping as an empty list. */
function mapOf(fields: ManifestFields, field: string): DocMap | null {
  return asList(fields.value(field))?.length === 0 ? null : fields.map(field);
}
