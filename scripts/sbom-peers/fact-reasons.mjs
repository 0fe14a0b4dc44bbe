/** Peers' facts that `assay sbom` states in another place: the fact's name (a prefix with `*`), and where. docs/sbom-peers.md says the same. */
export const elsewhere = [
  ['component.author', 'component.authors: `author` is deprecated since CycloneDX 1.6'],
  ['component.components', 'evidence.occurrences and cdx:npm:package:path: every place; once a component'],
  [
    'component.externalReferences[distribution].comment',
    'component.evidence.occurrences: the lockfile and line that it comes from',
  ],
  ['component.properties[LocalNodeModulesPath]', 'cdx:npm:package:path'],
  ['component.properties[ResolvedUrl]', 'component.externalReferences[distribution].url'],
  ['component.properties[SrcFile]', 'component.evidence.occurrences.location, with the line'],
  ['component.properties[cdx:npm:deprecated]', 'assay:deprecated'],
  ['component.properties[cdx:npm:hasInstallScript]', 'assay:install-script, by whoever says so'],
  ['component.properties[cdx:npm:isRegistryDependency]', 'assay:source'],
  ['component.properties[cdx:npm:manifestSource*', 'assay:source; component.externalReferences'],
  ['component.properties[cdx:npm:package:optional]', 'assay:scope and component.scope'],
  ['component.properties[cdx:npm:package:peer]', 'assay:scope'],
  ['component.properties[cdx:npm:package_json]', 'component.evidence.occurrences'],
  ['component.properties[internal:workspaceSrcFile]', 'component.evidence.occurrences'],
  ['component.properties[internal:workspaceRef]', 'dependencies'],
  ['component.purl?download_url', 'component.externalReferences[distribution].url'],
  ['metadata.component.author', 'metadata.component.authors'],
  ['metadata.component.components*', 'components of type application, with their dependencies'],
  ['metadata.component.properties[cdx:npm:package:path]', 'assay:source:path'],
  ['metadata.component.purl?vcs_url', 'metadata.component.externalReferences[vcs].url'],
  ['metadata.properties[cdx:bom:componentSrcFiles]', 'metadata.component.properties[assay:lockfile], with its digest'],
  ['metadata.properties[cdx:bom:componentTypes]', 'the types of the purls'],
  ['metadata.properties[cdx:bom:componentNamespaces]', 'component.group'],
  ['metadata.tools.name', 'metadata.tools.components.name: the older form is deprecated'],
  ['metadata.tools.version', 'metadata.tools.components.version'],
];

/** Peers' facts that it does not state on purpose: the fact's name, and why. docs/sbom-peers.md says the same. */
export const onPurpose = [
  ['annotations.annotator.component.*', 'more about the tool than its name and version'],
  ['annotations.bom-ref', 'nothing refers to an annotation'],
  [
    'component.evidence.identity.concludedValue',
    'cdxgen puts a path there; it is for a value that was concluded against the stated one',
  ],
  [
    'component.externalReferences[issue-tracker].comment',
    'names a field of package.json; assay:license:from and the README say who is believed',
  ],
  ['component.externalReferences[website].comment', 'as above'],
  ['component.evidence.licenses[name].license.text.encoding', 'texts stand as text: base64 hides them from people'],
  ['component.licenses[id].license.properties*', 'follows from the licence alone, for everybody to look up'],
  ['component.licenses[name].license.properties*', 'as above'],
  ['component.licenses[id].license.url', 'as above'],
  ['component.properties[cdx:license:category]', 'as above'],
  ['component.properties[cdx:npm:bin*', 'what a package puts on the PATH: not read'],
  ['component.properties[cdx:npm:has_binary]', 'as above'],
  ['component.tags', 'guessed from names and texts'],
  ['metadata.authors*', 'cdxgen names its own makers; ours are those whom the policy names'],
  ['metadata.component.evidence*', "the project's own licence texts are not gathered"],
  ['metadata.component.externalReferences[*', 'comments that name a field of package.json'],
  ['metadata.component.licenses[id].license.*', 'follows from the licence alone'],
  ['metadata.component.properties[cdx:license:category]', 'follows from the licence alone'],
  ['metadata.component.scope', 'a scope is that of a dependency'],
  ['metadata.lifecycles[build]*', 'a lockfile is what a build will take: pre-build. Nothing was built'],
  ['metadata.tools.components.*', 'more about the tool than its name and version'],
  ['metadata.tools.vendor', 'as above'],
];

/** What a list says of a fact, or undefined. */
export function reasonFor(list, fact) {
  return list.find(([name]) => (name.endsWith('*') ? fact.startsWith(name.slice(0, -1)) : fact === name))?.[1];
}
