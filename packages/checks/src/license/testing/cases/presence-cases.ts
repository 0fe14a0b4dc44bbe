import { archive, tree } from '../license-builder.js';
import type { LicenseCase } from '../license-case.js';

const where = 'gems.vendor.example';

/** Cases of `license-presence`. */
export const presenceCases: readonly LicenseCase[] = [
  { title: 'a package that is served is there', change: {}, expected: ['license-served'] },
  {
    title: 'every copy on the machine is told',
    change: { phase: 'after', copies: [archive(), archive()] },
    expected: ['license-found', 'license-found'],
  },
  { title: 'installed files are there', change: { phase: 'installed', copies: [tree()] }, expected: ['license-found'] },
  {
    title: 'a phase that cannot apply is skipped',
    change: { copies: { state: 'does-not-apply', detail: 'The policy names no server.' } },
    expected: ['license-phase-skipped'],
  },
  {
    title: 'nothing on the machine means to install first',
    change: { phase: 'after', copies: { state: 'absent', status: 404, where: 'this machine' } },
    expected: ['license-copy-missing'],
  },
  {
    title: 'a bundled licence that is not there is no matter of installing',
    change: {
      phase: 'bundled',
      copies: { state: 'absent', status: 404, where: 'this machine' },
      license: { bundled: { path: 'config/license' } },
    },
    expected: ['license-bundled-missing'],
  },
  {
    title: 'no copies at all are none',
    change: { phase: 'installed', copies: [] },
    expected: ['license-copy-missing'],
  },
  {
    title: 'copies whose place is unknown are not missing',
    change: { phase: 'after', copies: { state: 'unreachable', reason: 'path-refused', detail: 'Nobody knows where.' } },
    expected: ['license-copies-unknown'],
  },
  {
    title: 'copies that nobody looked for are not missing',
    change: { phase: 'after', copies: { state: 'not-asked', detail: 'Not read yet.' } },
    expected: ['license-copies-unknown'],
  },
  {
    title: 'a server that was not asked has said nothing',
    change: { copies: { state: 'not-asked', detail: 'No registry.' } },
    expected: ['license-not-asked'],
  },
  {
    title: 'a credential that is not there was not tried',
    change: { copies: { state: 'no-credential', detail: 'ACME_PASSWORD is not set.' } },
    expected: ['license-credentials-missing'],
  },
  {
    title: '401 is about the credentials',
    change: { copies: { state: 'denied', status: 401, where } },
    expected: ['license-credentials-refused'],
  },
  {
    title: '403 is about the subscription',
    change: { copies: { state: 'denied', status: 403, where } },
    expected: ['license-access-denied'],
  },
  {
    title: '404 is about the package',
    change: { copies: { state: 'absent', status: 404, where } },
    expected: ['license-gone'],
  },
  {
    title: 'a version that the registry no longer lists was withdrawn',
    change: { copies: { state: 'withdrawn', where } },
    expected: ['license-withdrawn'],
  },
  {
    title: 'an outage is neither',
    change: { copies: { state: 'unreachable', reason: 'timeout', detail: 'No answer in 30 s.' } },
    expected: ['timeout'],
  },
  {
    title: 'no bytes are no package',
    change: { copies: [archive({}, { looksLike: 'empty' })] },
    expected: ['license-body-empty'],
  },
  {
    title: 'a login page is no package',
    change: { copies: [archive({}, { looksLike: 'web-page' })] },
    expected: ['license-body-web-page'],
  },
];
