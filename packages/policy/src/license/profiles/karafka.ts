/** Karafka Pro's licence gem (karafka.io/docs/Pro-Getting-Started). The key is `certs/karafka-pro.pem` of the public karafka gem. */
export const karafka = `profile: 1
id: karafka
vendor: Karafka
ecosystem: rubygems
name: karafka-license
versionIsLicenseId: true
source: https://gems.karafka.io/
credentials: bundler
contact: contact@karafka.io
content:
  files:
    - { pattern: lib/karafka-license.rb, kind: code, required: true, maxBytes: 4096 }
    - { pattern: lib/license.txt, kind: token, required: true, maxBytes: 4096 }
    - { pattern: lib/version.txt, kind: version, required: true, maxBytes: 256 }
  maxFiles: 3
  maxBytes: 8448
  maxCodeBytes: 4096
  allow: []
  code: templates
  # The digests of the vendor's own file are not public: what is found is shown, with the line to add.
  templates: []
token:
  scheme: rsa-recover
  path: lib/license.txt
  keys:
    - |
      -----BEGIN RSA PUBLIC KEY-----
      MIIBigKCAYEApcd6ybskiNs9WUvBGVUE8GdWDehjZ9TyjSj/fDl/UcMYqY0R5YX9
      tnYxEwZZRMdVltKWxr88Qmshh1IQz6CpJVbcfYjt/158pSGPm+AUua6tkLqIvZDM
      ocFOMafmroI+BMuL+Zu5QH7HC2tkT16jclGYfMQkJjXVUQTk2UZr+94+8RlUz/CH
      Y6hPA7xPgIyPfyPCxz1VWzAwXwT++NCJQPBr5MqT84LNSEzUSlR9pFNShf3UCUT+
      8LWOvjFSNGmMMSsbo2T7/+dz9/FM02YG00EO0x04qteggwcaEYLFrigDN6/fM0ih
      BXZILnMUqC/qrfW2YFg4ZqKZJuxaALqqkPxrkBDYqoqcAloqn36jBSke6tc/2I/J
      2Afq3r53UoAbUH7h5I/L8YeaiA4MYjAuq724lHlrOmIr4D6yjYC0a1LGlPjLk869
      2nsVXNgomhVb071E6amR+rJJnfvkdZgCmEBFnqnBV5A1u4qgNsa2rVcD+gJRvb2T
      aQtjlQWKPx5xAgMBAAE=
      -----END RSA PUBLIC KEY-----
`;
