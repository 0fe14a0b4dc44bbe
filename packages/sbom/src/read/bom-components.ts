import { asList, asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import type { Digest, DigestAlgorithm } from '@assay/model';
import type { ReadBom } from './read-bom.js';

/** What a component is known by. Texts are those of the document. */
export interface BomComponent {
  /** The purl, else its name and version. */
  readonly label: string;
  readonly purl?: string;
  /** Of its files: as they were pinned, computed and received, for comparing alone. Weak ones among them, and whatever the document calls one. */
  readonly digests: readonly Digest[];
  /** Who signed it, each in one line, where Assay verified that. */
  readonly signers: readonly string[];
}

/** All components, nested ones and the one that the document is about among them. */
export function* bomComponents({ root }: ReadBom): Iterable<BomComponent> {
  const left: DocValue[] = [
    asMap(root.get('metadata'))?.get('component') ?? null,
    ...(asList(root.get('components')) ?? []),
  ];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    const component = asMap(value);
    if (component === undefined) continue;
    yield componentOf(component);
    for (const nested of asList(component.get('components')) ?? []) left.push(nested);
  }
}

function componentOf(component: DocMap): BomComponent {
  const purl = asText(component.get('purl'));
  const name = [asText(component.get('name')), asText(component.get('version'))].filter((part) => part !== undefined);
  const properties = mapsIn(component.get('properties'));
  return {
    label: purl ?? name.join('@'),
    ...(purl === undefined ? {} : { purl }),
    digests: [...hashesOf(component), ...properties.flatMap(receivedDigest)],
    signers: properties.flatMap(signerIn),
  };
}

const algorithms: ReadonlyMap<string, DigestAlgorithm> = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

function hashesOf(component: DocMap): readonly Digest[] {
  const references = mapsIn(component.get('externalReferences'));
  const hashes = [component, ...references].flatMap((each) => mapsIn(each.get('hashes')));
  return hashes.flatMap((hash) => digestIn(asText(hash.get('alg')), asText(hash.get('content'))));
}

const received = 'assay:hash:received:';

/** Bytes that came, and are not those that were pinned. */
function receivedDigest(property: DocMap): readonly Digest[] {
  const name = asText(property.get('name')) ?? '';
  return name.startsWith(received) ? digestIn(name.slice(received.length), asText(property.get('value'))) : [];
}

function digestIn(name: string | undefined, hex: string | undefined): readonly Digest[] {
  const alg = algorithms.get(name ?? '');
  return alg === undefined || hex === undefined ? [] : [{ alg, value: hex.toLowerCase(), covers: 'artifact' }];
}

function signerIn(property: DocMap): readonly string[] {
  const name = asText(property.get('name')) ?? '';
  const value = asText(property.get('value'));
  return value !== undefined && name.startsWith('assay:signed:') && name.endsWith(':by') ? [value] : [];
}

function mapsIn(value: DocValue | undefined): readonly DocMap[] {
  return (asList(value) ?? []).flatMap((item) => asMap(item) ?? []);
}
