import { matchesPattern, type Party } from '@assay/model';
import type { Component, Contact, Organization } from '../cyclonedx/index.js';
import type { BuildContext, SubjectContext } from './build-context.js';
import { safeText, safeUrl } from './safe-text.js';

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

/** Of several patterns the one with the longest text before its first wildcard decides, as with a policy's publishers. */
function supplierOf({ input }: BuildContext, purl: string): ComponentParties {
  const { suppliers } = input.declared;
  if (suppliers.length === 0) return unknown;
  let best: (typeof suppliers)[number] | undefined;
  for (const entry of suppliers) {
    if (best !== undefined && literalLength(entry.purl) <= literalLength(best.purl)) continue;
    if (matchesPattern(entry.purl, purl)) best = entry;
  }
  const supplier = best === undefined ? null : organizationOf(best.supplier);
  return supplier === null ? unknown : { supplier };
}

function literalLength(pattern: string): number {
  const star = pattern.indexOf('*');
  return star < 0 ? Number.POSITIVE_INFINITY : star;
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

function publisherOf({ facts }: SubjectContext): string | undefined {
  for (const { signer } of facts?.vouchers ?? []) {
    const repository = signer.kind === 'identity' ? signer.claims.sourceRepositoryUri : undefined;
    if (repository !== undefined) return safeText(repository);
  }
  return undefined;
}

/** CycloneDX's format is RFC 6531's; what only looks like an address is left out. */
const address = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,255}$/;

/** A person; null where neither a name nor an address is stated. */
export function contactOf({ name, email }: Party): Contact | null {
  const named = name === undefined || name.trim() === '' ? {} : { name: safeText(name) };
  const reached = email !== undefined && address.test(email) ? { email: email.toWellFormed() } : {};
  const contact = { ...named, ...reached };
  return Object.keys(contact).length === 0 ? null : contact;
}

/** An organisation; null where nothing is stated that it could be known by. */
export function organizationOf({ name, email, url }: Party): Organization | null {
  const named = name === undefined || name.trim() === '' ? {} : { name: safeText(name) };
  const whole = url === undefined ? null : safeUrl(url);
  const contact = email === undefined ? null : contactOf({ email });
  const organization = {
    ...named,
    ...(whole === null ? {} : { url: [whole] }),
    ...(contact === null ? {} : { contact: [contact] }),
  };
  return Object.keys(organization).length === 0 ? null : organization;
}
