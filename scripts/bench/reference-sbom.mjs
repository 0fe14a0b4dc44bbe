/**
 * The least that a bill of materials of a package-lock.json can cost: `reference-sbom.mjs FOLDER OUTPUT`. The lockfile is parsed, plain
 * objects are made of it, `JSON.stringify` writes them. It states what our components state, but checks nothing.
 */
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, output] = process.argv.slice(2);
const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const refOf = (path) => `pkg:npm/${nameOf(path).replace('@', '%40')}@${packages[path].version}`;

function component([path, { version, resolved, integrity, license, dev, optional }]) {
  const name = nameOf(path);
  const slash = name.indexOf('/');
  const hashes = [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }];
  return {
    type: 'library',
    'bom-ref': refOf(path),
    ...(slash < 0 ? { name } : { group: name.slice(0, slash), name: name.slice(slash + 1) }),
    version,
    scope: dev || optional ? 'optional' : 'required',
    hashes,
    licenses: license === undefined ? [] : [{ license: { id: license, acknowledgement: 'declared' } }],
    purl: refOf(path),
    externalReferences: [{ type: 'distribution', url: resolved, hashes }],
    evidence: { ...identity, occurrences: [{ location: 'package-lock.json', symbol: path }] },
    properties: [...properties, { name: 'cdx:npm:package:path', value: path }],
  };
}

const methods = [{ technique: 'manifest-analysis', confidence: 0.6, value: 'locked by the project' }];
const identity = { identity: [{ field: 'purl', confidence: 0.6, methods, tools: ['tool:reference'] }] };
const properties = Array.from({ length: 9 }, (_, index) => ({
  name: `reference:property:${index}`,
  value: 'of our own',
}));

/** npm's rule: the nearest node_modules upwards. */
function resolve(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (packages[path] !== undefined) return refOf(path);
    if (at === '') return undefined;
  }
}

const { '': root, ...rest } = packages;
const entries = Object.entries(rest);
const dependsOn = (path, { dependencies = {} }) => Object.keys(dependencies).map((name) => resolve(path, name));
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'application', 'bom-ref': 'root', name: root.name, version: root.version } },
  components: entries.map(component),
  dependencies: entries.map(([path, entry]) => ({ ref: refOf(path), dependsOn: dependsOn(path, entry) })),
};
writeFileSync(output, JSON.stringify(bom));
