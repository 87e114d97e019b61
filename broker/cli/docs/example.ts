/** A whole settings file; a test applies it, so it is always one that works. */
export const exampleFile = `connections:
  - id: borealis
    protocol: oidc
    preset: okta
    name: Borealis Shipping
    enabled: true
    issuer: https://borealis.okta.example
    endpoints: null
    clientId: 0oa1b2c3d4e5f6g7h8i9
    clientSecret: { env: BOREALIS_CLIENT_SECRET }
    tokenEndpointAuth: client_secret_basic
    idTokenAlgorithm: RS256
    scopes: [openid, email, profile, groups]
    acrValues: []
    maxAgeSeconds: null
    prompt: null
    loginFromProvider: false
    backChannelLogout: false
    mapping:
      email: email
      firstName: given_name
      lastName: family_name
      displayName: name
      groups: groups
      more: []
      patterns: []
    emailTrust: verified
    domains:
      mode: list
      list: [borealis.example]

parties: []

policy:
  preset: everybody

portal:
  name: Acme Help Centre
  accentColor: "#0c66e4"
  contact: Acme service desk, +49 30 1234567
  primaryConnection: null
  askForEmail: false

jira:
  kind: api-token
  siteUrl: https://acme.atlassian.net
  email: gatehouse@acme.example
  token: { file: /run/secrets/jira-token }
  expiresOn: 2027-03-31
`;
