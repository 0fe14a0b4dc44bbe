/** Bills of materials of a size, as a generator for npm makes them: two digests, a licence and three references for each component. */

/** A CycloneDX 1.6 document with so many components, as JSON with line ends. */
export function bomAsJson(count) {
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    version: 1,
    metadata: {
      timestamp: '2026-01-01T00:00:00Z',
      component: { type: 'application', 'bom-ref': 'root', name: 'root' },
    },
    components: Array.from({ length: count }, (_, at) => component(at)),
    dependencies: Array.from({ length: count }, (_, at) => ({ ref: refOf(at), dependsOn: next(at, count).map(refOf) })),
  };
  return JSON.stringify(bom, null, 2);
}

/** The same document as XML. */
export function bomAsXml(count) {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" version="1">',
    '<metadata><timestamp>2026-01-01T00:00:00Z</timestamp>',
    '<component type="application" bom-ref="root"><name>root</name></component></metadata>',
    '<components>',
  ];
  for (let at = 0; at < count; at++) lines.push(componentAsXml(component(at)));
  lines.push('</components>', '<dependencies>');
  for (let at = 0; at < count; at++) {
    const inner = next(at, count).map((other) => `  <dependency ref="${refOf(other)}"/>`);
    lines.push(`<dependency ref="${refOf(at)}">`, ...inner, '</dependency>');
  }
  return [...lines, '</dependencies>', '</bom>', ''].join('\n');
}

const refOf = (at) => `pkg:npm/package-${at}@1.0.${at}`;

const next = (at, count) => [at + 1, 2 * at + 2, 3 * at + 5].filter((other) => other < count);

function component(at) {
  const digest = at.toString(16).padStart(8, '0').repeat(16);
  return {
    type: 'library',
    'bom-ref': refOf(at),
    name: `package-${at}`,
    version: `1.0.${at}`,
    description: `Package number ${at} of many`,
    scope: 'required',
    hashes: [{ alg: 'SHA-512', content: digest }],
    licenses: [{ license: { id: 'MIT' } }],
    purl: refOf(at),
    externalReferences: [
      {
        type: 'distribution',
        url: `https://registry.example/package-${at}.tgz`,
        hashes: [{ alg: 'SHA-512', content: digest }],
      },
      { type: 'vcs', url: `git+https://git.example/package-${at}.git` },
    ],
    properties: [{ name: 'example:path', value: `node_modules/package-${at}` }],
  };
}

function componentAsXml({ hashes: [hash], externalReferences: [archive, vcs], properties: [property], ...own }) {
  const hashElements = `<hashes><hash alg="SHA-512">${hash.content}</hash></hashes>`;
  return [
    `<component type="library" bom-ref="${own['bom-ref']}">`,
    `  <name>${own.name}</name>`,
    `  <version>${own.version}</version>`,
    `  <description>${own.description}</description>`,
    `  <scope>required</scope>`,
    `  ${hashElements}`,
    `  <licenses><license><id>MIT</id></license></licenses>`,
    `  <purl>${own.purl}</purl>`,
    `  <externalReferences>`,
    `    <reference type="distribution"><url>${archive.url}</url>${hashElements}</reference>`,
    `    <reference type="vcs"><url>${vcs.url}</url></reference>`,
    `  </externalReferences>`,
    `  <properties><property name="example:path">${property.value}</property></properties>`,
    `</component>`,
  ].join('\n');
}
