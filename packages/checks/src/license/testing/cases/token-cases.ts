import { tokenFingerprint } from '@assay/signature';
import {
  archive,
  bytesOf,
  fileEntry,
  recordOf,
  rightFiles,
  textToken,
  token,
  tree,
  type Files,
} from '../license-builder.js';
import type { LicenseCase } from '../license-case.js';

const fingerprint = tokenFingerprint(bytesOf(token));
const license = { token: textToken };
const pinned = { token: { ...textToken, fingerprints: [fingerprint] } };
const path = 'lib/license.txt';
const { [path]: _token, ...without } = rightFiles;
const zip = (files: Files) => archive(files, { format: 'zip' });
const list = (text: string) => bytesOf(`# revoked\n${text}\n`);
const problem = { problem: 'revoked.txt is not there.' };

/** Cases of `license-token`. */
export const tokenCases: readonly LicenseCase[] = [
  { title: 'a package without a token has none', change: {}, expected: ['license-token-none'] },
  { title: 'text that nobody signed shows nothing', change: { license }, expected: ['license-token-unsigned'] },
  {
    title: 'a token whose fingerprint is expected is proven',
    change: { license: pinned },
    expected: ['license-token-pinned'],
  },
  {
    title: 'white space does not change a token',
    change: { license: pinned, copies: [archive({ ...rightFiles, [path]: ` ${token}\r\n\n` })] },
    expected: ['license-token-pinned'],
  },
  {
    title: 'text that nobody signed is the one that was recorded',
    change: { license, record: recordOf({ token: fingerprint }) },
    expected: ['license-token-recorded'],
  },
  {
    title: 'another token than was recorded is refuted',
    change: { license, record: recordOf({ token: 'f'.repeat(64) }) },
    expected: ['license-token-changed'],
  },
  {
    title: 'a pinned token that differs from the record is refuted too',
    change: { license: pinned, record: recordOf({ token: 'f'.repeat(64) }) },
    expected: ['license-token-changed'],
  },
  {
    title: 'a token that is refuted is told so before the record is asked',
    change: {
      license: { token: { ...textToken, fingerprints: ['f'.repeat(64)] } },
      record: recordOf({ token: 'e'.repeat(64) }),
    },
    expected: ['license-token-fingerprint-mismatch'],
  },
  {
    title: 'a record of another version says nothing of the token',
    change: { license, record: recordOf({ version: '9', token: fingerprint }) },
    expected: ['license-token-unsigned'],
  },
  {
    title: 'a missing token is refuted',
    change: { license, copies: [archive(without)] },
    expected: ['license-token-missing'],
  },
  {
    title: 'a token outside of the package’s own files is none',
    change: { license, copies: [archive(without, { listing: { members: new Map([[path, bytesOf(token)]]) } })] },
    expected: ['license-token-missing'],
  },
  {
    title: 'a package that was not read to its end may hold the token',
    change: { license, copies: [archive(without, { listing: { complete: false } })] },
    expected: ['license-token-unread'],
  },
  {
    title: 'a token that was too large to be read is not missing',
    change: { license, copies: [archive(undefined, { listing: { members: new Map() } })] },
    expected: ['license-token-unread'],
  },
  {
    title: 'a link in the token’s place is not followed',
    change: {
      license,
      copies: [
        archive(undefined, {
          listing: {
            entries: [{ path, type: 'symlink', mode: 0o777, size: 0, linkTarget: 'x', within: 'data.tar.gz' }],
          },
        }),
      ],
    },
    expected: ['license-token-unread'],
  },
  {
    title: 'of two files at the token’s path none is the token',
    change: {
      license: pinned,
      copies: [
        archive(undefined, {
          listing: {
            entries: [
              fileEntry(path, `${token}\n`, { within: 'data.tar.gz' }),
              fileEntry(path, 'x', { within: 'data.tar.gz' }),
            ],
          },
        }),
      ],
    },
    expected: ['license-token-unread'],
  },
  {
    title:
      'in a zip the token is the file that Composer would install under its path, not one that is called so in the archive',
    change: {
      license: { ...pinned, ecosystem: 'composer' },
      copies: [
        archive(
          {},
          {
            format: 'zip',
            listing: {
              entries: [fileEntry(path, `${token}\n`), fileEntry(`lib/${path}`, 'FORGED')],
              members: new Map([
                [path, bytesOf(`${token}\n`)],
                [`*/${path}`, bytesOf('FORGED')],
              ]),
            },
          },
        ),
      ],
    },
    expected: ['license-token-fingerprint-mismatch'],
  },
  {
    title: 'a zip with one folder has the token in it',
    change: { license: { ...pinned, ecosystem: 'composer' }, copies: [zip(rightFiles)] },
    expected: ['license-token-pinned'],
  },
  {
    title: 'an npm package has the token below its root',
    change: { license: { ...pinned, ecosystem: 'npm' }, copies: [archive(undefined, { format: 'npm-tgz' })] },
    expected: ['license-token-pinned'],
  },
  {
    title: 'each copy is judged',
    change: { phase: 'installed', license: pinned, copies: [tree(), tree({ [path]: 'x' })] },
    expected: ['license-token-pinned', 'license-token-fingerprint-mismatch'],
  },
  {
    title: 'a bundled token is the file itself, whatever it is called',
    change: {
      phase: 'bundled',
      license: { ...pinned, bundled: { path: 'config/acme.key' } },
      copies: [tree({ 'acme.key': token }, { listing: { members: new Map([['acme.key', bytesOf(token)]]) } })],
    },
    expected: ['license-token-pinned'],
  },
  {
    title: 'a revoked token is refuted',
    change: { license: pinned, revocations: list(fingerprint) },
    expected: ['license-token-revoked'],
  },
  {
    title: 'a token that is not on the list is not revoked',
    change: { license: pinned, revocations: list('f'.repeat(64)) },
    expected: ['license-token-pinned'],
  },
  {
    title: 'a list with a strange line says nothing',
    change: { license: pinned, revocations: bytesOf('<html>') },
    expected: ['license-token-revocations-unreadable'],
  },
  {
    title: 'a list that is not there leaves nothing proven',
    change: { license: pinned, revocations: problem },
    expected: ['license-revocations-unreadable'],
  },
  {
    title: 'a list that is not there hides no wrong token',
    change: { license: pinned, revocations: problem, copies: [archive({ ...rightFiles, [path]: 'x' })] },
    expected: ['license-token-fingerprint-mismatch'],
  },
  {
    title: 'a list that is not there changes nothing where there is no copy',
    change: { license: pinned, revocations: problem, copies: { state: 'does-not-apply', detail: 'No server.' } },
    expected: ['license-phase-skipped'],
  },
  {
    title: 'claims of a token that has none are not passed over',
    change: { license: { token: { ...textToken, claims: { iss: 'a' } } } },
    expected: ['license-token-rules-unusable'],
  },
  {
    title: 'rules that no token can meet are told',
    change: { license: { token: { ...textToken, entity: 'Acme' } } },
    expected: ['license-token-rules-unusable'],
  },
  {
    title: 'claims are asked of a JWT',
    change: { license: { token: { ...textToken, scheme: 'jwt', claims: { iss: 'a', aud: 'b', sub: 'c' } } } },
    expected: ['license-token-malformed'],
  },
  {
    title: 'a token that can be forged shows nothing, and names whom it likes',
    change: { license: { token: { ...textToken, scheme: 'md5-trailer', entity: 'Acme' } } },
    expected: ['license-token-malformed'],
  },
];
