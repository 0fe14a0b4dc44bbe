import { hash } from './common-shapes.js';
import { content, inner, list, one, repeated, shape, texts, tokens, type Field } from './shape.js';

/** Cryptographic assets. */

const algorithmProperties = shape(() => [
  ...texts('primitive', 'algorithmFamily', 'parameterSetIdentifier', 'curve', 'ellipticCurve'),
  ...texts('executionEnvironment', 'implementationPlatform'),
  repeated('certificationLevel', 'text'),
  ...texts('mode', 'padding'),
  list('cryptoFunctions', 'cryptoFunction', 'text'),
  one('classicalSecurityLevel', 'number'),
  one('nistQuantumSecurityLevel', 'number'),
]);

const certificateState = shape(() => texts('state', 'reason', 'name', 'description'));

const certificateExtension = shape(() =>
  texts('commonExtensionName', 'commonExtensionValue', 'customExtensionName', 'customExtensionValue'),
);

const relatedAsset = shape(() => texts('type', 'ref'));
const relatedAssets = list('relatedCryptographicAssets', 'relatedCryptographicAsset', relatedAsset);

const certificateProperties = shape(() => [
  ...texts('serialNumber', 'subjectName', 'issuerName'),
  ...tokens('notValidBefore', 'notValidAfter'),
  ...texts('signatureAlgorithmRef', 'subjectPublicKeyRef'),
  ...texts('certificateFormat', 'certificateExtension', 'certificateFileExtension'),
  one('fingerprint', hash),
  repeated('certificateState', certificateState),
  ...tokens('creationDate', 'activationDate', 'deactivationDate', 'revocationDate', 'destructionDate'),
  list('certificateExtensions', 'certificateExtension', certificateExtension),
  relatedAssets,
]);

const securedBy = shape(() => texts('mechanism', 'algorithmRef'));

const relatedCryptoMaterial = shape(() => [
  ...texts('type', 'id', 'state', 'algorithmRef'),
  ...tokens('creationDate', 'activationDate', 'updateDate', 'expirationDate'),
  one('value', 'text'),
  one('size', 'number'),
  one('format', 'text'),
  one('securedBy', securedBy),
  one('fingerprint', hash),
  relatedAssets,
]);

const cipherSuite = shape(() => [
  one('name', 'text'),
  list('algorithms', 'algorithm', 'text'),
  list('identifiers', 'identifier', 'text'),
  list('tlsGroups', 'group', 'text'),
  list('tlsSignatureSchemes', 'signatureScheme', 'text'),
]);

/** 1.6 has a reference as the element's text. */
function transform(key: string, fields: readonly Field[]): Field {
  const parts = shape(() => [content('ref'), ...fields]);
  return repeated(key, inner(parts, 'ref'));
}

const named = texts('name', 'algorithm');

const ikev2TransformTypes = shape(() => [
  transform('encr', [one('name', 'text'), one('keyLength', 'number'), one('algorithm', 'text')]),
  transform('prf', named),
  transform('integ', named),
  transform('ke', [one('group', 'number'), one('algorithm', 'text')]),
  one('esn', 'boolean'),
  transform('auth', named),
]);

const protocolProperties = shape(() => [
  ...texts('type', 'version'),
  list('cipherSuites', 'cipherSuite', cipherSuite),
  one('ikev2TransformTypes', ikev2TransformTypes),
  repeated('cryptoRefArray', 'text', 'cryptoRef'),
  relatedAssets,
]);

export const cryptoProperties = shape(() => [
  one('assetType', 'text'),
  one('algorithmProperties', algorithmProperties),
  one('certificateProperties', certificateProperties),
  one('relatedCryptoMaterialProperties', relatedCryptoMaterial),
  one('protocolProperties', protocolProperties),
  one('oid', 'text'),
]);
