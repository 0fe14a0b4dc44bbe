/** A report with something of everything, for the tests of the HTML report. */

import type { Digest, SubjectFacts } from '@assay/model';
import type { RenderInput } from '../render-input.js';
import { missingPin, otherBytes, sample, timeout, usedWaiver, type SamplePackage } from './report-builder.js';

const sha256 = (fill: string): Digest => ({ alg: 'sha256', value: fill.repeat(32), covers: 'document' });

const lockfiles = [
  { path: 'package-lock.json', ecosystem: 'npm', format: 'package-lock.json v3', digest: sha256('11') },
  { path: 'shop/Gemfile.lock', ecosystem: 'rubygems', format: 'Gemfile.lock', digest: sha256('22') },
] as const;

const waived = { ...missingPin('old'), decision: 'waived', waiver: 0 } as const;

const telling: readonly SamplePackage[] = [
  { name: 'tampered', faults: [otherBytes('tampered')] },
  { name: 'unpinned', faults: [missingPin('unpinned')], occurrence: { scope: 'dev' } },
  { name: 'slow', faults: [timeout()] },
  { name: 'weak', faults: [{ ...missingPin('weak'), decision: 'warn' }], occurrence: { scope: 'dev' } },
  { name: 'old', faults: [waived] },
  { name: 'rack', version: '3.0.8', lockfile: 'shop/Gemfile.lock', subject: { ecosystem: 'rubygems' } },
  { name: '@scope/signed', version: '2.3.4' },
];

/** Vouchers as a verified signature and verified provenance leave them. */
function factsOf(subject: string): SubjectFacts {
  const signer = {
    kind: 'identity',
    san: { type: 'uri', value: 'https://forge.example/acme/signed/release.yml@refs/tags/v2.3.4' },
    issuer: 'https://issuer.example',
    claims: { sourceRepositoryUri: 'https://forge.example/acme/signed', sourceRepositoryDigest: 'c0ffee'.repeat(6) },
    certificate: sha256('ab'),
  } as const;
  const times = [{ at: '2026-01-01T00:00:00Z', by: 'log', source: 'https://log.example' }] as const;
  const build = { builder: 'https://builder.example/v1', buildType: 'https://build.example/workflow' };
  const voucher = {
    file: 'signed-2.3.4.tgz',
    check: 'provenance',
    signer,
    times,
    logEntries: [],
    build,
    digest: sha256('cd'),
  };
  return { subject, descriptions: [], received: [], vouchers: [voucher] };
}

/** `fillers` more packages that pass. */
export function htmlSample(fillers = 300): RenderInput {
  const passing = Array.from({ length: fillers }, (_, index) => ({ name: `filler-${String(index).padStart(5, '0')}` }));
  const gaps = [
    { lockfile: 'shop/Gemfile.lock', line: 3, code: 'no-checksums', detail: 'The lockfile has no CHECKSUMS section.' },
  ];
  const input = sample([...telling, ...passing], {
    lockfiles,
    gaps,
    waivers: [usedWaiver],
    warnings: ['A rule matches nothing.'],
    trustedRoots: [sha256('ef')],
    edges: [
      { from: 'pkg:npm/weak@1.0.0', to: 'pkg:npm/unpinned@1.0.0' },
      { from: 'pkg:npm/unpinned@1.0.0', to: 'pkg:npm/tampered@1.0.0' },
    ],
  });
  const signed = 'pkg:npm/%40scope/signed@2.3.4';
  return { ...input, facts: new Map([[signed, factsOf(signed)]]) };
}
