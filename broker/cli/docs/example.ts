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

/** An entry of `connections`: a provider that speaks SAML. A test applies it with the rest of the example. */
export const samlConnectionExample = `  - id: kestrel
    protocol: saml
    preset: ad-fs
    name: Kestrel Air
    enabled: true
    entityId: http://login.kestrel.example/adfs/services/trust
    signOn:
      url: https://login.kestrel.example/adfs/ls/
      binding: redirect
    logout:
      url: https://login.kestrel.example/adfs/ls/
      binding: redirect
    certificates:
      - |
        -----BEGIN CERTIFICATE-----
        MIIBlTCCATugAwIBAgIUUe6deomDr2krc1ko0SGFgbpLo0kwCgYIKoZIzj0EAwIw
        IDEeMBwGA1UEAwwVbG9naW4ua2VzdHJlbC5leGFtcGxlMB4XDTI2MTEyMTE5MTY0
        MloXDTM2MTExODE5MTY0MlowIDEeMBwGA1UEAwwVbG9naW4ua2VzdHJlbC5leGFt
        cGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/ayg0ZV2iY/npIq89TrkLMmd
        2dmNiRpprhkbR651AwZk0HzGhfq3luTYKaSkJurfPEJq1Ex1os71qTbgiJNbUKNT
        MFEwHQYDVR0OBBYEFOT4c4fmcld9SJWqIuqn17yR4cEYMB8GA1UdIwQYMBaAFOT4
        c4fmcld9SJWqIuqn17yR4cEYMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwID
        SAAwRQIgMeQUTHsIK1fESNWJtWE2QLKGMAatHCeeoszH13AdqPICIQCYH0qWO4IC
        ufPLFZ/YFokTIi/mFtntVR7cnW2HRKOY2g==
        -----END CERTIFICATE-----
    metadata:
      url: https://login.kestrel.example/FederationMetadata/2007-06/FederationMetadata.xml
      takeOver: certificates
      signedBy: null
    signRequests: true
    signed: assertion
    encryption: never
    allowSha1: false
    allowCbc: false
    nameIdFormat: null
    subject: name-id
    forceAuthn: false
    requestedContexts: []
    clockSkewSeconds: 60
    loginFromProvider: false
    mapping:
      email: http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress
      firstName: http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname
      lastName: http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname
      displayName: http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name
      groups: http://schemas.xmlsoap.org/claims/Group
      more: []
      patterns: []
    emailTrust: authoritative
    domains:
      mode: list
      list: [kestrel.example]
      proof: dns
`;

/** An entry of `parties`: a wiki that trusts the same sign-in. A test applies it with the rest of the example. */
export const applicationExample = `  - id: wiki
    preset: custom-saml
    name: Wiki
    enabled: true
    entityId: https://wiki.acme.example/saml
    acs: [https://wiki.acme.example/saml/acs]
    logout: null
    certificates: []
    signedRequests: false
    encryptTo: null
    nameId:
      format: persistent
      value: account-id
    attributes:
      - name: email
        value: email
      - name: displayName
        value: display-name
    sign: both
    algorithm: rsa-sha256
    connections: null
    primaryConnection: null
    policy: null
`;
