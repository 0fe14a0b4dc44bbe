import { matchesPattern, type DeclaredPart } from '@assay/model';
import type { Component, Property } from '../cyclonedx/index.js';
import { declaredLicenses } from '../licenses/index.js';
import type { BuildContext } from './build-context.js';
import { hashOf } from './component-hashes.js';
import { organizationOf } from '../safe/safe-party.js';
import { safePath, safeText } from '../safe/safe-text.js';

/** A part that the policy declares, and what it lies in. */
export interface DeclaredComponent {
  readonly component: Component;
  readonly ref: string;
  /** Bom-refs of the components that bring it; empty: the project itself. */
  readonly within: readonly string[];
}

/** Vendored and bundled parts, in the policy's order. Two equal ones stay two. */
export function declaredComponents(context: BuildContext): readonly DeclaredComponent[] {
  const seen = new Map<string, number>();
  return context.input.declared.parts.map((part) => {
    const name = partRef(part);
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    const ref = n === 1 ? name : `${name}#${String(n)}`;
    const within = withinOf(part, context);
    return { ref, within: within ?? [], component: componentOf(part, { ref, context, isLost: within === null }) };
  });
}

function partRef({ purl, name, version }: DeclaredPart): string {
  return `part:${safeText(purl ?? (version === undefined ? name : `${name}@${version}`))}`;
}

/** Null where it names a package that is not locked. */
function withinOf({ within }: DeclaredPart, { input, refOf }: BuildContext): readonly string[] | null {
  if (within === undefined) return [];
  const owners = input.inventory.subjects.filter(({ purl, name }) => name === within || matchesPattern(within, purl));
  return owners.length === 0 ? null : owners.map(({ id }) => refOf(id));
}

interface PartPlace {
  readonly ref: string;
  readonly context: BuildContext;
  readonly isLost: boolean;
}

function componentOf(part: DeclaredPart, { ref, context, isLost }: PartPlace): Component {
  const supplier = part.supplier === undefined ? null : organizationOf(part.supplier);
  const { specVersion } = context.options;
  const concluded = part.license === undefined ? '' : safeText(part.license);
  // The policy’s word is not the part’s own.
  const licenses = declaredLicenses([], { ecosystem: 'generic', specVersion, concluded });
  const path = part.path === undefined ? null : safePath(part.path);
  return {
    type: part.type,
    'bom-ref': ref,
    ...(supplier === null ? {} : { supplier }),
    name: safeText(part.name),
    ...(part.version === undefined ? {} : { version: safeText(part.version) }),
    ...(part.description === undefined ? {} : { description: safeText(part.description) }),
    scope: 'required',
    ...(part.digests.length === 0 ? {} : { hashes: part.digests.map(hashOf) }),
    ...(licenses.length === 0 ? {} : { licenses }),
    ...(part.purl === undefined ? {} : { purl: safeText(part.purl) }),
    ...(path === null ? {} : { evidence: { occurrences: [{ location: path }] } }),
    properties: [
      { name: 'assay:source', value: 'declared' },
      ...fileName(part, path),
      ...(isLost ? [{ name: 'assay:source:within', value: safeText(part.within ?? '') }] : []),
    ],
  };
}

/** BSI's property. Only what is one file has digests; a folder has no file name. */
function fileName({ digests }: DeclaredPart, path: string | null): readonly Property[] {
  if (path === null || digests.length === 0) return [];
  return [{ name: 'bsi:component:filename', value: path.slice(path.lastIndexOf('/') + 1) }];
}
