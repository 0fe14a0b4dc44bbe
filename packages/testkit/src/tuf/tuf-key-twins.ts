/** One public key, written in every way that some TUF client reads. */

import { type KeyObject } from 'node:crypto';
import { writtenAnew, type TufKey, type TufKeyType } from './tuf-key.js';

type Writing = (key: TufKey) => TufKey;

/** Ways to write the key that {@link mintTufKey} makes of each type, by name. */
export const tufKeyTwins: Readonly<Record<TufKeyType, Readonly<Record<string, Writing>>>> = {
  ed25519: {
    PEM: (key) => writtenAnew(key, pem(spki(key))),
    'PEM in one long line with CRLF': (key) => writtenAnew(key, pem(spki(key), { width: 1000, end: '\r\n' })),
    'hex in capitals': (key) => writtenAnew(key, textOf(key).toUpperCase()),
    'hex with half a byte more': (key) => writtenAnew(key, `${textOf(key)}a`),
  },
  ecdsa: ecWritings('ecdsa-sha2-nistp256'),
  'ecdsa-p384': ecWritings('ecdsa-sha2-nistp384'),
  rsa: {
    'PEM in short lines': (key) => writtenAnew(key, pem(spki(key), { width: 16 })),
    'PEM with text after it': (key) => writtenAnew(key, `${pem(spki(key))}a comment\n`),
    'PEM with bytes after the key': (key) => writtenAnew(key, pem(Buffer.concat([spki(key), Buffer.alloc(2)]))),
    'for another scheme': (key) => writtenAnew(key, textOf(key), { scheme: 'rsassa-pss-sha512' }),
    'for another type': (key) => writtenAnew(key, textOf(key), { keytype: 'ed25519', scheme: 'ed25519' }),
  },
};

function ecWritings(scheme: string): Readonly<Record<string, Writing>> {
  return {
    hex: (key) => writtenAnew(key, point(key.publicKey, 'whole').toString('hex')),
    'hex of the compressed point': (key) => writtenAnew(key, point(key.publicKey, 'compressed').toString('hex')),
    'hex of the hybrid point': (key) => writtenAnew(key, point(key.publicKey, 'hybrid').toString('hex')),
    'PEM of the compressed point': (key) => writtenAnew(key, pem(withPoint(key, 'compressed'))),
    'PEM of the hybrid point': (key) => writtenAnew(key, pem(withPoint(key, 'hybrid'))),
    'PEM in short lines': (key) => writtenAnew(key, pem(spki(key), { width: 16 })),
    'PEM with bytes after the key': (key) => writtenAnew(key, pem(Buffer.concat([spki(key), Buffer.alloc(2)]))),
    'with its scheme as its type': (key) => writtenAnew(key, textOf(key), { keytype: scheme }),
    'for another type': (key) => writtenAnew(key, textOf(key), { keytype: 'ed25519', scheme: 'ed25519' }),
  };
}

function textOf({ json }: TufKey): string {
  return (json['keyval'] as { readonly public: string }).public;
}

function spki({ publicKey }: TufKey): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

function pem(der: Buffer, { width = 64, end = '\n' }: { width?: number; end?: string } = {}): string {
  const base64 = der.toString('base64');
  const lines = Array.from({ length: Math.ceil(base64.length / width) }, (_, line) =>
    base64.slice(line * width, (line + 1) * width),
  );
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join(end);
}

type PointForm = 'whole' | 'compressed' | 'hybrid';

/** SEC 1 §2.3.3; hybrid is X9.62's: the whole point, with the sign of its y in the first byte. */
function point(publicKey: KeyObject, form: PointForm): Buffer {
  const jwk = publicKey.export({ format: 'jwk' });
  const x = Buffer.from(jwk.x ?? '', 'base64url');
  const y = Buffer.from(jwk.y ?? '', 'base64url');
  const sign = (y.at(-1) ?? 0) & 1;
  if (form === 'compressed') return Buffer.concat([Buffer.from([2 + sign]), x]);
  return Buffer.concat([Buffer.from([form === 'whole' ? 4 : 6 + sign]), x, y]);
}

/** The SubjectPublicKeyInfo with its point in another form. All lengths stay below 128. */
function withPoint(key: TufKey, form: PointForm): Buffer {
  const der = spki(key);
  const start = der.length - point(key.publicKey, 'whole').length - 3;
  const algorithm = der.subarray(der.indexOf(0x30, 1), start);
  const bits = point(key.publicKey, form);
  const content = Buffer.concat([algorithm, Buffer.from([0x03, bits.length + 1, 0]), bits]);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}
