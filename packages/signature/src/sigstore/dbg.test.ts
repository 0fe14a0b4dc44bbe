import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { mintSigstore, sigstoreMistakes } from '@assay/testkit';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { digestOf } from '@assay/model';
import { parseBundle, readTrustedRoot, verifyBundle, parseManagedKey, importManagedKey } from '../index.js';
test('x', () => {
  const out: string[] = [];
  const minted = mintSigstore();
  const go = (label: string, s: any) => {
    try {
      let js = 'js:ok';
      try {
        const m = toTrustMaterial(
          TrustedRoot.fromJSON(s.trustedRoot),
          s.hint
            ? {
                [s.hint]: {
                  rawBytes: s.key.spki ?? s.key.publicKey?.export({ format: 'der', type: 'spki' }),
                  keyDetails: 5,
                  validFor: undefined,
                } as any,
              }
            : undefined,
        );
        new Verifier(m, { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 }).verify(
          toSignedEntity(bundleFromJSON(JSON.parse(s.text)), Buffer.from(s.artifact)),
        );
      } catch (e: any) {
        js = 'js:' + (e.code ?? e.constructor.name) + ':' + e.message.slice(0, 40);
      }
      const r: any = readTrustedRoot(Buffer.from(JSON.stringify(s.trustedRoot)));
      if (!r.ok) {
        out.push(label + ' ROOT ' + r.code + ' ' + r.detail + ' ' + js);
        return;
      }
      const p: any = parseBundle(Buffer.from(s.text));
      if (!p.ok) {
        out.push(label + ' PARSE ' + p.code + ' ' + p.detail + ' ' + js);
        return;
      }
      const v: any = verifyBundle({
        bundle: p.value,
        artifact: { digests: [digestOf('sha256', s.artifact)], bytes: s.artifact },
        roots: [r.value],
        at: '2026-11-26T00:00:00Z',
      });
      out.push(label + ' ' + (v.ok ? 'OK' : v.code + ' ' + v.detail) + ' ' + js);
    } catch (e: any) {
      out.push(label + ' THROW ' + e.stack.slice(0, 300));
    }
  };
  for (const log of ['v1', 'v2'] as const)
    for (const as of ['message', 'dsse'] as const)
      for (const bundle of log === 'v1' ? (['0.1', '0.2', '0.3'] as const) : (['0.3'] as const))
        go(`plain ${log} ${as} ${bundle}`, minted.sign({ log, as, bundle }));
  for (const k of ['p384', 'rsa2048', 'ed25519', 'p521', 'rsa3072'] as any[])
    for (const as of ['message', 'dsse'] as const) {
      try {
        go(`key ${k} ${as}`, minted.sign({ leafKey: k, as }));
      } catch (e: any) {
        out.push(k + e.message);
      }
    }
  go('v0.2 root', mintSigstore({ root: { version: '0.2' } as any }).sign({ log: 'v2' }));
  for (const m of sigstoreMistakes) {
    try {
      go('M ' + m.area + '/' + m.name, minted.sign({ mistake: m.name }));
    } catch (e: any) {
      out.push(m.name + ' MINT ' + e.message);
    }
  }
  writeFileSync('/tmp/out.txt', out.join('\n'));
});
