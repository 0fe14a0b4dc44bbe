/** People and organisations as they may stand in a document. */

import type { Party } from '@assay/model';
import type { Contact, Organization } from '../cyclonedx/index.js';
import { safeText, safeUrl } from './safe-text.js';

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
