/** What one component says of itself, as checklists ask for it. */

import { asMap, type DocMap } from '@assay/documents';
import { mapsIn, textIn, textsIn, type BomView } from './bom-view.js';

/** Longest name of a component that is shown. */
const longestLabel = 200;

/** Purl without qualifiers, or name and version. */
export function labelOf(component: DocMap): string {
  const version = textIn(component, 'version');
  const group = textIn(component, 'group');
  const name = `${group === undefined ? '' : `${group}/`}${textIn(component, 'name') ?? '(without a name)'}`;
  const [purl] = textIn(component, 'purl')?.split('?', 1) ?? [];
  const label = purl ?? (version === undefined ? name : `${name}@${version}`);
  return label.length > longestLabel ? `${label.slice(0, longestLabel).toWellFormed()}…` : label;
}

/** True where a person or an organisation can be reached: an e-mail address or a URL. */
export function isReachable(party: DocMap | undefined): boolean {
  const contacts = mapsIn(party, 'contact');
  return (
    textsIn(party, 'url').some((url) => /^https?:\/\/[^/\s]/i.test(url)) ||
    [...contacts, ...(party === undefined ? [] : [party])].some((contact) => isAddress(textIn(contact, 'email')))
  );
}

function isAddress(text: string | undefined): boolean {
  return text !== undefined && text.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(text);
}

/** True where a party is named. */
export function isNamed(party: DocMap | undefined): boolean {
  return textIn(party, 'name') !== undefined;
}

/** Who makes or supplies it, by any of CycloneDX's words. */
export function partiesOf(map: DocMap | undefined): readonly DocMap[] {
  const parties = ['manufacturer', 'supplier', 'manufacture'].map((key) => asMap(map?.get(key)));
  return [...parties.filter((party) => party !== undefined), ...mapsIn(map, 'authors')];
}

/** An identifier that can be looked up. */
export function hasIdentifier(component: DocMap): boolean {
  const single = ['purl', 'cpe'].some((key) => textIn(component, key) !== undefined);
  const listed = ['omniborId', 'swhid'].some((key) => textsIn(component, key).length > 0);
  return single || listed || textIn(asMap(component.get('swid')), 'tagId') !== undefined;
}

/** Licences with one of these acknowledgements; `none` stands for a licence without any. */
export function hasLicense(component: DocMap, acknowledgements: readonly string[]): boolean {
  return mapsIn(component, 'licenses').some((choice) => {
    const single = asMap(choice.get('license'));
    const stated = textIn(choice, 'expression') ?? textIn(single, 'id') ?? textIn(single, 'name');
    const acknowledgement = textIn(choice, 'acknowledgement') ?? textIn(single, 'acknowledgement') ?? 'none';
    return stated !== undefined && acknowledgements.includes(acknowledgement);
  });
}

/** References of one of these types that have a URL. */
export function referencesOf(component: DocMap, types: readonly string[]): readonly DocMap[] {
  return mapsIn(component, 'externalReferences').filter(
    (reference) => types.includes(textIn(reference, 'type') ?? '') && textIn(reference, 'url') !== undefined,
  );
}

/** True where a hash is stated, by one of the algorithms where some are named. */
export function hasHash(holder: DocMap, algorithms?: readonly string[]): boolean {
  return mapsIn(holder, 'hashes').some((hash) => {
    const algorithm = textIn(hash, 'alg');
    if (algorithm === undefined || textIn(hash, 'content') === undefined) return false;
    return algorithms?.includes(algorithm) ?? true;
  });
}

/** The value of a property. */
export function propertyOf(component: DocMap, names: readonly string[]): string | undefined {
  const property = mapsIn(component, 'properties').find((each) => names.includes(textIn(each, 'name') ?? ''));
  return property === undefined ? undefined : textIn(property, 'value');
}

/** True where the graph says what it depends on, be it nothing. */
export function isInGraph(component: DocMap, view: BomView): boolean {
  const ref = textIn(component, 'bom-ref');
  return ref !== undefined && view.dependsOn.has(ref);
}
