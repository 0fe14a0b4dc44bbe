import type { DocMap } from '@assay/documents';
import type { ReadBom } from '../read/index.js';
import type { SbomOptions } from '../sbom-input.js';
import { itemsOf, membersOf } from './value-text.js';

/**
 * With which options a document was made, as far as it shows them: they choose what is in it, and are no claims. Undefined for a version
 * that is not written here.
 */
export function optionsOfBom({ root: bom, specVersion: stated }: ReadBom): Partial<SbomOptions> | undefined {
  const specVersion = (['1.6', '1.7'] as const).find((version) => version === stated);
  if (specVersion === undefined) return undefined;
  const timestamp = membersOf(bom.get('metadata')).get('timestamp');
  return {
    specVersion,
    declarations: bom.has('declarations'),
    licenseTexts: hasLicenseText(bom),
    ...(typeof timestamp === 'string' ? { timestamp } : {}),
  };
}

function hasLicenseText(bom: DocMap): boolean {
  for (const component of itemsOf(bom.get('components'))) {
    const members = membersOf(component);
    const seen = membersOf(members.get('evidence')).get('licenses');
    if ([members.get('licenses'), seen].some(holdsText)) return true;
  }
  return false;
}

function holdsText(licenses: unknown): boolean {
  return [...itemsOf(licenses)].some((item) => membersOf(membersOf(item).get('license')).has('text'));
}
