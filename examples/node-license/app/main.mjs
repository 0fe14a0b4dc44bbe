import license from '@acme-pro/license';

const [, claims] = license.token.split('.');
console.log(`Licensed to ${JSON.parse(Buffer.from(claims, 'base64url')).sub}`);
