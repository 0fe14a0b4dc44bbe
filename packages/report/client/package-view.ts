/** Everything about one package. */

import { make, type Child } from './dom.js';
import type { PackageFile, PackageFinding, Packages, PackageVoucher } from './packages.js';
import { decisionMarks, decisionNames, isLookalike, outcomeMarks } from './words.js';

export interface ViewOptions {
  /** Shows another package; absent on paper, where nobody can follow. */
  readonly open?: (row: number) => void;
  /** Id of the heading, where something is named by it. */
  readonly headingId?: string;
}

/** Sections in the order of a question: what is it, why, who signed, where from. */
export function packageView(packages: Packages, row: number, options: ViewOptions): readonly HTMLElement[] {
  return [
    head(packages, row, options),
    findingsSection(packages.findings(row)),
    listSection('Waivers used', packages.waivers(row)),
    vouchersSection(packages.vouchers(row)),
    pathSection(packages, row, options),
    placesSection(packages, row),
    sourceSection(packages, row),
    listSection('Bundles', packages.bundles(row)),
    listSection('Contradicted by', packages.conflicts(row)),
  ].filter((section) => section !== null);
}

function head(packages: Packages, row: number, { headingId }: ViewOptions): HTMLElement {
  const decision = packages.decision(row);
  const name = packages.name(row);
  const risk = isLookalike(`${name}${packages.version(row)}`) ? make('span', { class: 'tag' }, 'non-ASCII name') : null;
  const title = [
    make('bdi', {}, name === '' ? '(no name)' : name),
    ' ',
    make('bdi', { class: 'version' }, packages.version(row)),
  ];
  return make(
    'header',
    { class: `package-head is-${decision}` },
    make(
      'p',
      { class: 'badge' },
      make('span', { class: 'mark', 'aria-hidden': 'true' }, decisionMarks[decision]),
      ` ${decisionNames[decision]}`,
    ),
    make('h2', headingId === undefined ? {} : { id: headingId, tabindex: '-1' }, title, risk),
    make('p', { class: 'quiet wrap' }, packages.id(row)),
  );
}

function section(title: string, ...children: readonly Child[]): HTMLElement {
  return make('section', {}, make('h3', {}, title), children);
}

function listSection(title: string, items: readonly string[]): HTMLElement | null {
  if (items.length === 0) return null;
  return section(
    title,
    make(
      'ul',
      {},
      items.map((item) => make('li', {}, item)),
    ),
  );
}

/** What decided the verdict first, then in the order of the checks. */
function findingsSection(findings: readonly PackageFinding[]): HTMLElement {
  const sorted = [...findings.filter(({ decisive }) => decisive), ...findings.filter(({ decisive }) => !decisive)];
  if (sorted.length === 0) return section('What the checks found', make('p', {}, 'No check said anything about it.'));
  return section('What the checks found', make('ul', { class: 'findings' }, sorted.map(findingItem)));
}

function findingItem(finding: PackageFinding): HTMLElement {
  const { check, code, outcome, text, next, detail, phase, excerpt, decisive } = finding;
  const evidence = finding.evidence();
  const explains = outcome !== 'proven' || decisive;
  return make(
    'li',
    { class: `finding is-${outcome}${decisive ? ' is-decisive' : ''}` },
    make(
      'p',
      { class: 'finding-head' },
      make('span', { class: 'mark', 'aria-hidden': 'true' }, outcomeMarks[outcome]),
      make('b', {}, check),
      make('span', { class: 'outcome' }, outcome),
      make('code', {}, code),
      phase === null ? null : make('span', { class: 'quiet' }, phase),
    ),
    explains && text !== '' ? make('p', {}, text) : null,
    detail === '' || detail === text ? null : make('p', { class: 'detail' }, detail),
    excerpt === null ? null : make('pre', {}, excerpt),
    explains && next !== '' ? make('p', { class: 'next' }, next) : null,
    evidence.length === 0 ? null : digestList('Evidence', evidence),
  );
}

function digestList(label: string, digests: readonly string[]): HTMLElement {
  return make(
    'div',
    { class: 'evidence' },
    make('span', { class: 'quiet' }, label),
    digests.map((digest) => make('code', { class: 'digest' }, digest)),
  );
}

function vouchersSection(vouchers: readonly PackageVoucher[]): HTMLElement | null {
  if (vouchers.length === 0) return null;
  return section('Who signed what', vouchers.map(voucherList));
}

function voucherList({ check, facts }: PackageVoucher): HTMLElement {
  const rows = facts.map(({ label, value, isDigest }) =>
    make('div', {}, make('dt', {}, label), make('dd', {}, isDigest ? make('code', { class: 'digest' }, value) : value)),
  );
  return make(
    'div',
    { class: 'voucher' },
    make('p', { class: 'quiet' }, `verified by ${check}`),
    make('dl', { class: 'facts' }, rows),
  );
}

/** From the project to the package. */
function pathSection(packages: Packages, row: number, { open }: ViewOptions): HTMLElement {
  const chain = [...packages.parents(row)].reverse();
  const steps = chain.map((parent) => {
    const label = `${packages.name(parent)} ${packages.version(parent)}`;
    if (open === undefined) return make('li', {}, make('bdi', {}, label));
    const button = make('button', { type: 'button', class: 'link' }, make('bdi', {}, label));
    button.addEventListener('click', () => open(parent));
    return make('li', {}, button);
  });
  const self = make(
    'li',
    { 'aria-current': 'true' },
    make('bdi', {}, `${packages.name(row)} ${packages.version(row)}`),
  );
  return section('Dependency path', make('ol', { class: 'path' }, make('li', {}, 'the project'), steps, self));
}

function placesSection(packages: Packages, row: number): HTMLElement | null {
  const items = packages.places(row).map(({ lockfile, line, path, scope, aliases }) => {
    const others = aliases.length === 0 ? '' : `, also called ${aliases.join(', ')}`;
    return make(
      'li',
      {},
      make('span', { class: 'place' }, `${lockfile}:${String(line)}`),
      ` ${path} (${scope}${others})`,
    );
  });
  return items.length === 0 ? null : section('Locked at', make('ul', {}, items));
}

function sourceSection(packages: Packages, row: number): HTMLElement {
  return section('Comes from', make('p', { class: 'wrap' }, packages.source(row)), packages.files(row).map(fileItem));
}

function fileItem({ name, platform, url, pins, malformed }: PackageFile): HTMLElement {
  const title = platform === null ? name : `${name} (${platform})`;
  const bad = malformed.map((text) => make('p', { class: 'wrap' }, `not a digest: “${text}”`));
  const none = pins.length + malformed.length === 0 ? make('p', {}, 'no digest is pinned') : null;
  return make(
    'div',
    { class: 'file' },
    make('p', { class: 'wrap' }, title),
    url === null ? null : make('p', { class: 'quiet wrap' }, url),
    pins.length === 0 ? null : digestList('Pinned', pins),
    bad,
    none,
  );
}
