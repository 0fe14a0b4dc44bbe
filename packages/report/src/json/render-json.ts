/** Report and inventory as canonical JSON. */

import { canonicalJson, type Inventory, type JsonValue, type Project, type Subject } from '@assay/model';
import type { RenderInput } from '../render-input.js';

/**
 * RFC 8785 text of `{ $schema, report, inventory }` and a line break: byte-identical for identical input. Lone surrogates in
 * hostile texts, which have no canonical form, come out as U+FFFD. Claims of lockfiles, what manifests ask for, and what packages say about
 * themselves for people, are left out: the lockfiles, which the inventory names with their digests, hold them, and findings the rest.
 */
export function renderJson({ report, inventory }: RenderInput): string {
  const document = { $schema: report.schema, report, inventory: judged(inventory) } as unknown as JsonValue;
  return `${canonicalText(document)}\n`;
}

function judged({ projects, demands: _demands, ...inventory }: Inventory): Inventory {
  const subjects = inventory.subjects.map(judgedSubject);
  return { ...inventory, subjects, ...(projects === undefined ? {} : { projects: projects.map(withoutDescription) }) };
}

function judgedSubject(subject: Subject): Subject {
  if (subject.claims === undefined && subject.description === undefined) return subject;
  const { claims: _claims, description: _description, ...rest } = subject;
  return rest;
}

function withoutDescription({ description: _description, ...rest }: Project): Project {
  return rest;
}

/** RFC 8785 text, with U+FFFD for lone surrogates. Only a report with one is copied: reports are large. */
export function canonicalText(document: JsonValue): string {
  try {
    return canonicalJson(document);
  } catch {
    return canonicalJson(wellFormed(document));
  }
}

function wellFormed(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.toWellFormed();
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(wellFormed);
  const members = Object.entries(value).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key.toWellFormed(), wellFormed(member)]));
}
