import { matchesPattern, type Party } from '@assay/model';
import type { Component, Contact, Property } from '../cyclonedx/index.js';
import type { BuildContext, SubjectContext } from './build-context.js';
import { contactOf, organizationOf } from '../safe/safe-party.js';
import { isPublisherRefuted } from './refuted-publisher.js';
import { safeText } from '../safe/safe-text.js';

/** Who wrote, published and supplies a component: only what somebody stated. */
export type ComponentParties = Pick<Component, 'supplier' | 'authors' | 'publisher'>;

/**
 * Authors as the package states them, else those who maintain it; the publisher as a verified certificate names it, else as the registry
 * does; the supplier as the policy does.
 */
export function componentParties(about: SubjectContext): ComponentParties {
  const supplier = supplierOf(about.context, about.subject.purl);
  if (about.facts === undefined && about.subject.description === undefined) return supplier;
  const authors = authorsOf(about);
  const publisher = publisherOf(about);
  return {
    ...supplier,
    ...(authors.length === 0 ? {} : { authors }),
    ...(publisher === undefined ? {} : { publisher }),
  };
}

const unknown: ComponentParties = {};

/** The most specific pattern stands first. */
function supplierOf({ input }: BuildContext, purl: string): ComponentParties {
  const entry = input.declared.suppliers.find((each) => matchesPattern(each.purl, purl));
  const supplier = entry === undefined ? null : organizationOf(entry.supplier);
  return supplier === null ? unknown : { supplier };
}

const mostAuthors = 50;

function authorsOf({ facts, subject }: SubjectContext): readonly Contact[] {
  const descriptions = [...(facts?.descriptions ?? [])].reverse();
  if (subject.description !== undefined) descriptions.push(subject.description);
  const named = (field: 'authors' | 'maintainers') =>
    descriptions.find((each) => each[field].length > 0)?.[field] ?? [];
  const authors = contactsOf(named('authors'));
  return authors.length > 0 ? authors : contactsOf(named('maintainers'));
}

function contactsOf(parties: readonly Party[]): readonly Contact[] {
  return parties.slice(0, mostAuthors).flatMap((party) => contactOf(party) ?? []);
}

/**
 * The source repository that a verified certificate names, else the account that the registry says. Nobody, where the policy expects
 * somebody else: who signed then stands in the properties alone.
 */
function publisherOf({ facts, findings }: SubjectContext): string | undefined {
  if (isPublisherRefuted(findings)) return undefined;
  for (const { signer } of facts?.vouchers ?? []) {
    const repository = signer.kind === 'identity' ? signer.claims.sourceRepositoryUri : undefined;
    if (repository !== undefined) return safeText(repository);
  }
  const account = facts?.descriptions.find(({ publishedBy }) => publishedBy?.name !== undefined)?.publishedBy;
  return account?.name === undefined || account.name.trim() === '' ? undefined : safeText(account.name);
}

/** Whose word authors and publisher are, where that is not the package's own. */
export function partyProperties(about: SubjectContext): readonly Property[] {
  const { facts } = about;
  if (facts === undefined) return [];
  const isCertified = facts.vouchers.some(
    ({ signer }) => signer.kind === 'identity' && signer.claims.sourceRepositoryUri !== undefined,
  );
  const isMaintained = !namesAuthors(about) && authorsOf(about).length > 0;
  return [
    ...(isMaintained ? [{ name: 'assay:authors:from', value: 'maintainers' }] : []),
    ...(publisherOf(about) === undefined
      ? []
      : [{ name: 'assay:publisher:from', value: isCertified ? 'certificate' : 'registry' }]),
  ];
}

function namesAuthors({ facts, subject }: SubjectContext): boolean {
  const descriptions = [
    ...(facts?.descriptions ?? []),
    ...(subject.description === undefined ? [] : [subject.description]),
  ];
  return descriptions.some(({ authors }) => contactsOf(authors).length > 0);
}
