/** Trust documents as lines for people. Everything in them may be foreign text. */

import { escapeTerminal } from '@assay/report';
import type { ImportedTrust, RemovedTrust, ShownTrust, TrustOverview } from '@assay/verifier';

type Part = NonNullable<ShownTrust['parts']>[number];
type Failure = {
  readonly repository: string;
  readonly code: string;
  readonly detail: string;
  readonly next: string;
};

const vouchers: Readonly<Record<ShownTrust['document']['origin'], string>> = {
  shipped: 'came with this release',
  tuf: 'verified by `assay trust update`',
  imported: 'imported by you',
  policy: 'named by the policy',
  user: 'in your RubyGems trust directory',
};

const partNames: Readonly<Record<Part['what'], string>> = {
  'certificate-authority': 'certificate authority',
  'transparency-log': 'transparency log',
  'certificate-log': 'certificate log',
  'timestamp-authority': 'timestamp authority',
  'registry-key': 'registry key',
  certificate: 'certificate',
};

/** The whole overview. */
export function overviewText({ documents, problems }: TrustOverview): string {
  const lines = documents.flatMap((one) => [...documentLines(one), ...partLines(one), '']);
  return `${[...lines, ...problems.flatMap(problemLines)].join('\n').trimEnd()}\n`;
}

/** A document without its parts. */
export function documentText(one: ShownTrust): string {
  return `${documentLines(one).join('\n')}\n`;
}

/** What was imported, what it may do, and what no longer counts because of it. */
export function importText(stored: ImportedTrust): string {
  const { document, replaces } = stored;
  const power = document.kind === 'sigstore-root' ? '  Its authorities may vouch for any publisher.\n' : '';
  const text = `Trusted from now on:\n${documentText(stored)}${power}`;
  return replaces === null ? text : `${text}It takes the place of:\n${documentText(replaces)}`;
}

/** What was removed, and what counts under its name from now on. */
export function removalText({ removed, inForce }: RemovedTrust): string {
  const text = `No longer trusted:\n${documentText(removed)}`;
  if (inForce === null) return `${text}Nothing takes its place.\n`;
  return `${text}In force again:\n${documentText(inForce)}`;
}

/** A failed update. */
export function failureText({ repository, code, detail, next }: Failure): string {
  return [
    `${escapeTerminal(repository)} was not updated (${code}).`,
    `  ${escapeTerminal(detail)}`,
    `  ${next}`,
    '',
  ].join('\n');
}

function documentLines({ document, source, since, expired }: ShownTrust): readonly string[] {
  const { kind, name, origin, digest, expires, registry } = document;
  const end =
    expires === undefined
      ? 'no end stated'
      : expired
        ? `EXPIRED ${expires}: proves nothing any more`
        : `ends ${expires}`;
  const whose = registry !== undefined && 'origin' in registry ? [`  keys of ${escapeTerminal(registry.origin)}`] : [];
  const when = origin === 'user' ? '' : `, ${since}`;
  return [
    `${escapeTerminal(name)} (${kind})`,
    `  ${vouchers[origin]}${when}; ${end}`,
    ...whose,
    `  ${escapeTerminal(source)}`,
    `  ${digest.alg}:${digest.value}`,
  ];
}

function partLines({ parts }: ShownTrust): readonly string[] {
  if (parts === null) return ['    CANNOT BE READ: nothing is proven by it'];
  return parts.map(({ what, name, id, from, until }) => {
    const span = from === undefined && until === undefined ? '' : `  ${day(from)} … ${day(until)}`;
    const label = id === undefined ? '' : `  ${escapeTerminal(id)}`;
    return `    ${partNames[what]}  ${escapeTerminal(name)}${label}${span}`;
  });
}

function day(time: string | undefined): string {
  return time === undefined ? '' : escapeTerminal(time.slice(0, 10));
}

function problemLines({ code, detail, next }: TrustOverview['problems'][number]): readonly string[] {
  return [`PROBLEM ${code}: ${escapeTerminal(detail)}`, `  ${next}`];
}
