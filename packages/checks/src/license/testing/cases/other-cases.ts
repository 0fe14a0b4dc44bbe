import { archive, bytesOf, digest } from '../license-builder.js';
import type { LicenseCase } from '../license-case.js';

const info = { outcome: 'refuted', text: 'It is so.', next: 'Do this.' } as const;
const refused = () => ({ ok: false, code: 'some-code', detail: 'Because.', info }) as const;

/** Cases of `license-publisher`; whom the policy expects is judged by `publisher`, which has vectors of its own. */
export const publisherCases: readonly LicenseCase[] = [
  {
    title: 'where servers show no signatures, the vendor’s bundle of checksums is judged instead',
    change: {
      license: { ecosystem: 'composer' },
      publication: 'not-asked',
      checksums: [{ location: './a.sigstore.json', keys: [], content: bytesOf('{}'), openBundle: refused }],
    },
    expected: ['license-publisher-by-statement'],
  },
  {
    title: 'where a registry shows nothing, a bundle that proves nothing changes nothing',
    change: {
      publication: [{ code: 'publisher-not-shown', detail: 'Nothing is there.' }],
      checksums: [{ location: './a.sigstore.json', keys: [], content: bytesOf('{}'), openBundle: refused }],
    },
    expected: ['publisher-not-shown'],
  },
  { title: 'where nobody is expected nobody is judged', change: {}, expected: ['license-publisher-open'] },
  { title: 'what was not had shows nobody', change: { publication: 'not-asked' }, expected: ['license-no-copy'] },
];

/** Cases of `license-rotation`. */
export const rotationCases: readonly LicenseCase[] = [
  {
    title: 'the same bytes with both credentials are proven',
    change: { copies: [archive(), archive()] },
    expected: ['license-rotation-same'],
  },
  {
    title: 'different bytes are refuted',
    change: { copies: [archive(), archive(undefined, { digests: [digest('sha256', 'f')] })] },
    expected: ['license-rotation-other'],
  },
  { title: 'one download shows nothing', change: {}, expected: ['license-rotation-not-shown'] },
  {
    title: 'no download shows nothing',
    change: { copies: { state: 'denied', status: 401, where: 'x' } },
    expected: ['license-rotation-not-shown'],
  },
  {
    title: 'three downloads are not what was asked',
    change: { copies: [archive(), archive(), archive()] },
    expected: ['license-rotation-not-shown'],
  },
  {
    title: 'archives without digests show nothing',
    change: { copies: [archive(), archive(undefined, { digests: [] })] },
    expected: ['license-rotation-not-shown'],
  },
  {
    title: 'the same login page twice is not the same package',
    change: { copies: [archive({}, { looksLike: 'web-page' }), archive({}, { looksLike: 'web-page' })] },
    expected: ['license-rotation-not-shown'],
  },
];
