import { buildDeclarations, type ClaimSet } from '../claims/index.js';
import type { Bom, Component } from '../cyclonedx/index.js';
import type { SbomInput, SbomOptions } from '../sbom-input.js';
import { annotationsOf } from './annotations.js';
import { applicationComponent, applicationsOf } from './applications.js';
import { buildComponent } from './build-component.js';
import { aboutSubject, buildContext, type BuildContext } from './build-context.js';
import { buildMetadata } from './build-metadata.js';
import { compositionsOf } from './compositions.js';
import { declaredComponents } from './declared-components.js';
import { dependencyGraph, type Listed } from './dependency-graph.js';
import { serialNumber } from './serial-number.js';

/**
 * A run's report, inventory and facts as a CycloneDX document. Pure and deterministic: same input and options, same document. Components and
 * dependencies are made while they are iterated, each time anew. What stands where and why, and what the `assay:` properties mean: README.
 */
export function buildSbom(input: SbomInput, options: SbomOptions): Bom {
  const context = buildContext(input, options);
  const applications = applicationsOf(context);
  const listed: Listed = { applications, parts: declaredComponents(context) };
  const annotations = annotationsOf(context, listed);
  const compositions = compositionsOf(context, listed);
  return {
    $schema: `http://cyclonedx.org/schema/bom-${options.specVersion}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion: options.specVersion,
    serialNumber: serialNumber(input, options),
    version: 1,
    metadata: buildMetadata(context, applications),
    components: { [Symbol.iterator]: () => components(context, listed) },
    dependencies: { [Symbol.iterator]: () => dependencyGraph(context, listed) },
    ...(compositions.length === 0 ? {} : { compositions }),
    ...(annotations.length === 0 ? {} : { annotations }),
    ...(options.declarations ? claimsOf(context) : {}),
  };
}

/** A subject that the document does not list has no claims in it. */
function claimsOf({ input, options, refOf }: BuildContext): ClaimSet {
  const listed = new Set(input.inventory.subjects.map(({ id }) => id));
  const targetOf = (subject: string) => (listed.has(subject) ? refOf(subject) : undefined);
  return buildDeclarations(input, options.mapping ?? { standards: [] }, targetOf);
}

function* components(context: BuildContext, { applications, parts }: Listed): Generator<Component> {
  const own = new Set([applications.root, ...applications.others].map(({ subject }) => subject));
  for (const application of applications.others) yield applicationComponent(application, context, false);
  for (const subject of context.input.inventory.subjects) {
    if (!own.has(subject.id)) yield buildComponent(aboutSubject(context, subject));
  }
  for (const { component } of parts) yield component;
}
