import { gemKey, mintGemCertificate, type GemCertificateOptions } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { issuerProblem, signerProblem, type IssuerPlace } from './certificate-use.js';
import { loadCertificate, type LoadedCertificate } from './loaded-certificate.js';

const key = gemKey('use', 'p256');

function load(options: Omit<GemCertificateOptions, 'key'>): LoadedCertificate {
  const certificate = loadCertificate(mintGemCertificate({ key, ...options }).pem);
  if (certificate === null) throw new Error('not read');
  return certificate;
}

const critical = { id: '1.2.3.4', critical: true, value: Uint8Array.of(5, 0) };
/** Digital signature. */
const usageExtension = { id: '2.5.29.15', critical: true, value: Uint8Array.of(3, 2, 7, 0x80) };
/** SEQUENCE of one purpose. */
const purpose = (...oid: readonly number[]) => Uint8Array.of(0x30, oid.length + 2, 0x06, oid.length, ...oid);
const extended = (value: Uint8Array) => ({ id: '2.5.29.37', value });

describe('a signer', () => {
  test.each<[string, Omit<GemCertificateOptions, 'key'>, string | null]>([
    ['as RubyGems makes it', {}, null],
    ['without key usage', { usage: null }, null],
    ['that may only sign for the record', { usage: [1] }, null],
    ['that may only issue', { usage: [5] }, 'key usage'],
    ['that may nothing', { usage: [] }, 'key usage'],
    ['for signing code', { extensions: [extended(purpose(0x2b, 6, 1, 5, 5, 7, 3, 3))] }, null],
    ['for any purpose', { extensions: [extended(purpose(0x55, 0x1d, 0x25, 0))] }, null],
    ['for TLS servers', { extensions: [extended(purpose(0x2b, 6, 1, 5, 5, 7, 3, 1))] }, 'other purposes'],
    ['with malformed purposes', { extensions: [extended(Uint8Array.of(0x30, 0x80, 0, 0))] }, 'malformed'],
    [
      'with a malformed key usage',
      { usage: null, extensions: [{ id: '2.5.29.15', value: Uint8Array.of(3, 1) }] },
      'malformed',
    ],
    ['with a critical extension that everybody knows', { usage: null, extensions: [usageExtension] }, null],
    ['with a critical extension nobody knows', { extensions: [critical] }, 'critical extension'],
    ['with that extension not critical', { extensions: [{ ...critical, critical: false }] }, null],
  ])('%s', (_title, options, problem) => {
    const found = signerProblem(load(options));
    if (problem === null) expect(found).toBeNull();
    else expect(found).toContain(problem);
  });
});

describe('an issuer', () => {
  const authority = { authority: true, usage: [5] } as const;
  const trustedAndNamed = { trusted: true, named: true, between: 0 } as const;
  const constraints = (...value: readonly number[]) => ({
    authority: null,
    usage: [5],
    extensions: [{ id: '2.5.29.19', value: Uint8Array.from(value) }],
  });

  test.each<[string, Omit<GemCertificateOptions, 'key'>, IssuerPlace, string | null]>([
    ['that is an authority', authority, { trusted: false, named: true, between: 0 }, null],
    ['that says it is none, and issued all the same', {}, { trusted: false, named: true, between: 0 }, 'may not issue'],
    ['that says it is none, though trusted', {}, { trusted: true, named: false, between: 0 }, 'may not issue'],
    ['that says it is none, trusted and named by the gem', {}, trustedAndNamed, null],
    ['that says it is none, further up', {}, { ...trustedAndNamed, between: 1 }, 'may not issue'],
    ['that says it is none, and may do nothing', { usage: [] }, trustedAndNamed, null],
    ['that says it is none, with a length', { pathLength: 0 }, trustedAndNamed, 'may not issue'],
    ['that says it is none, and something critical', { extensions: [critical] }, trustedAndNamed, 'critical'],
    [
      'that says it is none, and limits names',
      { extensions: [{ id: '2.5.29.30', value: Uint8Array.of(0x30, 0) }] },
      trustedAndNamed,
      'limits',
    ],
    ['whose constraints are malformed, trusted and named', constraints(0x30, 1), trustedAndNamed, 'malformed'],
    [
      'that is an authority and may only sign, trusted and named',
      { authority: true, usage: [0] },
      trustedAndNamed,
      'key usage',
    ],
    [
      'that says nothing',
      { authority: null, usage: null },
      { trusted: false, named: true, between: 0 },
      'does not say',
    ],
    [
      'that says nothing, but is trusted',
      { authority: null, usage: null },
      { trusted: true, named: false, between: 0 },
      null,
    ],
    ['that may only sign', { authority: true, usage: [0] }, { trusted: true, named: false, between: 0 }, 'key usage'],
    ['whose constraints are malformed', constraints(0x30, 1), { trusted: true, named: false, between: 0 }, 'malformed'],
    [
      'whose constraints go on',
      constraints(0x30, 6, 1, 1, 0xff, 1, 1, 0xff),
      { trusted: true, named: false, between: 0 },
      'malformed',
    ],
    [
      'whose constraints are no DER boolean',
      constraints(0x30, 3, 1, 1, 1),
      { trusted: true, named: false, between: 0 },
      'malformed',
    ],
    ['at the end of its path', { ...authority, pathLength: 0 }, { trusted: true, named: false, between: 0 }, null],
    ['beyond its path', { ...authority, pathLength: 0 }, { trusted: true, named: false, between: 1 }, 'longer chain'],
    [
      'with constraints on names',
      { ...authority, extensions: [{ id: '2.5.29.30', value: Uint8Array.of(0x30, 0) }] },
      { trusted: true, named: false, between: 0 },
      'limits',
    ],
    [
      'with a critical extension nobody knows',
      { ...authority, extensions: [critical] },
      { trusted: true, named: false, between: 0 },
      'critical',
    ],
  ])('%s', (_title, options, place, problem) => {
    const found = issuerProblem(load(options), place);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toContain(problem);
  });
});
