import type { Metadata, Property } from '../cyclonedx/index.js';
import { applicationComponent, type Applications } from './applications.js';
import type { BuildContext } from './build-context.js';
import { contactOf, organizationOf } from '../safe/safe-party.js';
import { safeSentence } from '../safe/safe-text.js';

/**
 * Who made the document of what, when, and under which policy. `pre-build` alone: lockfiles say what a build will take, and that archives of
 * dependencies were read does not make it about the project's build.
 */
export function buildMetadata(context: BuildContext, { root }: Applications): Metadata {
  const { declared } = context.input;
  const authors = declared.authors.flatMap((party) => contactOf(party) ?? []);
  const manufacturer = declared.manufacturer === undefined ? null : organizationOf(declared.manufacturer);
  const supplier = declared.supplier === undefined ? null : organizationOf(declared.supplier);
  return {
    timestamp: context.options.timestamp,
    lifecycles: [{ phase: 'pre-build' }],
    tools: { components: [context.tool] },
    ...(manufacturer === null ? {} : { manufacturer }),
    ...(authors.length === 0 ? {} : { authors }),
    component: applicationComponent(root, context, true),
    ...(supplier === null ? {} : { supplier }),
    properties: propertiesOf(context),
  };
}

function propertiesOf({ input }: BuildContext): readonly Property[] {
  const { report, reportDigest } = input;
  const { policyDigest, inventoryDigest, trustedRoots, depth, decision, reason } = report;
  return [
    { name: 'assay:decision', value: decision },
    ...(reason === undefined ? [] : [{ name: 'assay:reason', value: safeSentence(reason) }]),
    { name: 'assay:depth', value: depth },
    { name: 'assay:verified-at', value: report.at },
    { name: 'assay:policy', value: `${policyDigest.alg}:${policyDigest.value}` },
    { name: 'assay:inventory', value: `${inventoryDigest.alg}:${inventoryDigest.value}` },
    { name: 'assay:report', value: `${reportDigest.alg}:${reportDigest.value}` },
    ...trustedRoots.map(({ alg, value }) => ({ name: 'assay:trusted-root', value: `${alg}:${value}` })),
  ];
}
