/** Font Awesome Pro (docs.fontawesome.com/web/setup/packages). Its free packages have names of the same scope. */
export const fontawesome = `profile: 1
id: fontawesome
vendor: Font Awesome
ecosystem: npm
names: ['@fortawesome/*']
source: https://npm.fontawesome.com/
credentials: npmrc
contact: https://docs.fontawesome.com/web/setup/packages/
content:
  allow: [dependencies]
  code: unchecked
`;
