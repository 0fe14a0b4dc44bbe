import { digestOf } from '@assay/model';
import { mintSigstore } from '@assay/testkit';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, it } from 'vitest';
import { bomPredicateType, renderBomStatement } from './bom-statement.js';
import { parseStatement } from './statement.js';

const subject = (name: string) => ({ name, digests: [digestOf('sha256', name)] });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bom = '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.6"\n}\n';

describe('the statement of a bill of materials', () => {
  it('is about its subjects by name, and holds the document as it is written', () => {
    const bytes = renderBomStatement(bom, [subject('b'), subject('a')]);
    expect(text(bytes).endsWith(`"predicate":${bom.trim()}}`)).toBe(true);
    expect(JSON.parse(text(bytes))).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: ['a', 'b'].map((name) => ({ name, digest: { sha256: digestOf('sha256', name).value } })),
      predicateType: bomPredicateType,
      predicate: JSON.parse(bom) as unknown,
    });
    expect(typeof parseStatement(bytes)).toBe('object');
  });

  it('is the same bytes whatever the order of its subjects', () => {
    const one = renderBomStatement(bom, [subject('b'), subject('a')]);
    expect(text(renderBomStatement(bom, [subject('a'), subject('b')]))).toBe(text(one));
  });

  it('is verified by sigstore-js in a bundle of a job', () => {
    const signed = mintSigstore().sign({ statement: renderBomStatement(bom, [subject('a')]) });
    const material = toTrustMaterial(TrustedRoot.fromJSON(signed.trustedRoot));
    const entity = toSignedEntity(bundleFromJSON(JSON.parse(signed.text)));
    expect(new Verifier(material).verify(entity).identity?.subjectAlternativeName).toContain('https://');
  });

  it('is not made without a subject, or of one that only a weak digest names', () => {
    expect(() => renderBomStatement(bom, [])).toThrow('has no subject');
    const weak = { name: 'a', digests: [digestOf('sha1', 'a')] };
    expect(() => renderBomStatement(bom, [weak])).toThrow('no strong digest');
    expect(() => renderBomStatement(bom, [{ name: 'a', digests: [] }])).toThrow('no strong digest');
  });

  it.each(['[]', '{', '{},"predicate":{}', '{}}', '', '{"a":1,"a":2}'])('is not made of %j', (other) => {
    expect(() => renderBomStatement(other, [subject('a')])).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('cannot be signed') as string,
        hint: expect.stringContaining('Sign the file itself') as string,
      }),
    );
  });
});
