/**
 * What is likely wrong when a sign-in fails, and how to mend it, for administrators. `setting` is the field of the connection;
 * "provider" where nothing here can be changed. `look` names the step of the provider's guide. A mark in braces is a fact
 * that was found; a sentence with a fact that is not known is left out.
 */
export const diagnoses = {
  'not-an-answer': {
    setting: 'acsUrl',
    look: 'our-addresses',
    sentences: [
      'What arrived is no answer to a sign-in.',
      'At the provider, enter the address for answers (ACS URL) as it is shown here, with the binding HTTP-POST, and not the one for signing out.',
    ],
  },
  'message-form': {
    setting: 'provider',
    look: 'our-addresses',
    sentences: [
      'The message is not in the form that SAML 2.0 has for it.',
      'Check that the provider speaks SAML 2.0 by HTTP-POST, and that no proxy in between changes what is posted.',
    ],
  },
  'message-content': {
    setting: 'provider',
    look: 'claims',
    sentences: [
      'The message holds something that sign-ins in a browser do not have, or lacks something that they need.',
      'Turn off additions at the provider, such as rules or scripts that write into the message, and try again.',
    ],
  },
  'one-person': {
    setting: 'provider',
    look: 'claims',
    sentences: [
      'The message must speak about exactly one person, once.',
      'Let the provider send one assertion, in the clear or encrypted.',
    ],
  },
  'encryption-not-taken': {
    setting: 'encryption',
    look: 'encryption',
    sentences: [
      'The assertion is encrypted in a way that this connection does not accept.',
      'Set encryption to "accepted" here, and choose AES-256-GCM with RSA-OAEP at the provider.',
      'A provider that can only do AES-CBC needs the switch for it as well.',
    ],
  },
  'encryption-missing': {
    setting: 'encryption',
    look: 'encryption',
    sentences: [
      'This connection requires encryption, and the provider sent the assertion in the clear.',
      'Turn encryption on at the provider with the certificate from our metadata, or set it to "accepted" here.',
    ],
  },
  'encrypted-to-another': {
    setting: 'provider',
    look: 'encryption',
    sentences: ['The assertion was encrypted for another key than ours.', 'Give our present metadata to the provider again.'],
  },
  'signature-missing': {
    setting: 'signed',
    look: 'signing',
    sentences: [
      'The provider does not sign what this connection wants signed.',
      'Turn on signing of the assertion at the provider, or choose here what it does sign.',
    ],
  },
  'signature-form': {
    setting: 'provider',
    look: 'signing',
    sentences: [
      'The signature has another form than the standard gives it, or covers something else than it should.',
      'Set signing at the provider back to its default: enveloped, exclusive canonicalisation.',
    ],
  },
  'signature-algorithm': {
    setting: 'allowSha1',
    look: 'signing',
    sentences: [
      'The signature uses an algorithm that is not accepted, usually SHA-1, or a key that is too short.',
      'Choose RSA-SHA256 and a key of 2048 bits or more at the provider.',
      'Only if it cannot do better, allow SHA-1 here.',
      'If it does use these, the certificate that is entered here has another kind of key: load its metadata again.',
    ],
  },
  'changed-on-its-way': {
    setting: 'provider',
    look: null,
    sentences: [
      'The message was changed after it was signed.',
      'Look for a proxy or a browser extension in between, and for a rule at the provider that runs after signing.',
    ],
  },
  'other-certificate': {
    setting: 'certificates',
    look: 'keys',
    sentences: [
      'The provider signs with another key than the certificate that is entered here.',
      'It may have got a new certificate: load its metadata again, or enter the certificate that signs now.',
    ],
  },
  'provider-said-no': {
    setting: 'provider',
    look: 'people',
    sentences: [
      'The provider itself said no.',
      'Its answer was: {provider-answer}.',
      'Often the person is not assigned to the application there; its own log says more.',
    ],
  },
  'saml-issuer': {
    setting: 'entityId',
    look: 'keys',
    sentences: [
      'The message names another provider than the one that is entered here.',
      'It names itself {issuer-found}.',
      'If that is the right provider, enter it as its entity id, letter by letter.',
    ],
  },
  'saml-address': {
    setting: 'acsUrl',
    look: 'our-addresses',
    sentences: [
      'The message was made to be delivered at another address.',
      'It is addressed to {destination-found}.',
      'At the provider, enter the address for answers (ACS URL) exactly as it is shown here.',
    ],
  },
  'saml-audience': {
    setting: 'ourEntityId',
    look: 'our-name',
    sentences: [
      'The message was made for another application.',
      'It was made for {audience-found}.',
      'At the provider, enter our entity id (audience) exactly as it is shown here.',
    ],
  },
  'another-request': {
    setting: 'provider',
    look: null,
    sentences: [
      'The answer does not belong to this test.',
      'Begin the test again with a new link, in one window, and go through to the end; a sign-in that starts at the provider cannot be tested.',
    ],
  },
  conditions: {
    setting: 'provider',
    look: 'claims',
    sentences: [
      'The message is tied to conditions that cannot be met here, or is not meant for whoever brings it.',
      'Set the provider back to a plain sign-in in the browser (bearer), with a lifetime of some minutes.',
    ],
  },
  clocks: {
    setting: 'clockSkewSeconds',
    look: null,
    sentences: [
      'The times in the answer do not fit.',
      'The clocks differ by {clock-difference}.',
      'Let the provider set its clock by the network (NTP).',
      'If the difference is small and cannot be helped, allow more of it here.',
    ],
  },
  'too-old': {
    setting: 'forceAuthn',
    look: null,
    sentences: [
      'A fresh sign-in is wanted, and the provider answered with an earlier one, or did not say when it was.',
      'Sign out at the provider and try again; if it never asks anew, turn off the wish for a fresh sign-in here.',
    ],
  },
  'saml-context': {
    setting: 'requestedContexts',
    look: null,
    sentences: [
      'The provider signed the person in, but in another way than this connection asks for.',
      'Let it use that way for this application, or change the requested contexts here.',
    ],
  },
  'saml-subject': {
    setting: 'subject',
    look: 'name-id',
    sentences: [
      'The message does not name the person in a way that stays the same for good.',
      'Its NameID has the form {name-id-format}.',
      'Choose a persistent NameID at the provider, or name an attribute here that never changes and has one value.',
    ],
  },
  mapping: {
    setting: 'mapping',
    look: 'claims',
    sentences: [
      'The e-mail address or the groups came in a form that cannot be used: several addresses, something that is no address, or far too many groups.',
      'Compare what arrived with the mapping, and let the provider send one address and only the groups that are needed.',
    ],
  },
  'certificate-unreadable': {
    setting: 'certificates',
    look: 'keys',
    sentences: ['A certificate of this connection cannot be read.', 'Enter it again, or load the metadata of the provider again.'],
  },
  'saml-metadata': {
    setting: 'metadata',
    look: 'keys',
    sentences: [
      'The metadata of the provider cannot be used.',
      'Load it again at the provider, and check the address that is entered here.',
    ],
  },
  'application-request': {
    setting: 'provider',
    look: null,
    sentences: ['This is about the request of an application, not about this connection.', 'Begin the test again with a new link.'],
  },
  'oidc-unreachable': {
    setting: 'issuer',
    look: null,
    sentences: [
      'The provider could not be reached from here, or was too slow.',
      'Check the issuer address; a provider inside a private network needs an exception by whoever runs the broker.',
    ],
  },
  'oidc-endpoint': {
    setting: 'endpoints',
    look: null,
    sentences: [
      'An address of the provider may not be used: it is not https, or leads into a private network.',
      'Correct it here or at the provider; whoever runs the broker can allow exceptions.',
    ],
  },
  'oidc-discovery': {
    setting: 'issuer',
    look: 'client',
    sentences: [
      'The issuer address does not publish a usable description of the provider.',
      'Copy the issuer from the provider once more, exactly; or enter the addresses by hand.',
    ],
  },
  'secret-missing': {
    setting: 'clientSecret',
    look: 'secret',
    sentences: ['The client secret is not there.', 'Enter it again.'],
  },
  'oidc-arrival': {
    setting: 'redirectUri',
    look: 'our-addresses',
    sentences: [
      'What the browser brought back is no answer of the kind that was asked for.',
      'Let the provider answer with a code (authorization code flow), in the address (response mode query), at the redirect address that is shown here.',
    ],
  },
  'oidc-issuer': {
    setting: 'issuer',
    look: 'client',
    sentences: [
      'Another provider answered than the one that is entered here.',
      'It names itself {issuer-found}.',
      'If that is the right provider, enter it as the issuer, letter by letter.',
    ],
  },
  'oidc-error': {
    setting: 'redirectUri',
    look: 'our-addresses',
    sentences: [
      'The provider answered with an error.',
      'Its answer was: {provider-answer}.',
      'Compare redirect address, scopes and the kind of the application there with what is shown here.',
    ],
  },
  'code-rejected': {
    setting: 'redirectUri',
    look: 'our-addresses',
    sentences: [
      'The provider did not accept the code that it had just issued.',
      'Its answer was: {provider-answer}.',
      'Perhaps it was used already by going back in the browser: begin again with a new link. Otherwise compare the redirect address.',
    ],
  },
  'client-rejected': {
    setting: 'clientSecret',
    look: 'secret',
    sentences: [
      'The provider does not accept the client id with this secret.',
      'Its answer was: {provider-answer}.',
      'Enter a new client secret: its value, not its id. Secrets of some providers end after a year or two.',
      'Check as well how the broker proves itself (in the header, in the form, or by a key).',
    ],
  },
  'odd-answer': {
    setting: 'endpoints',
    look: null,
    sentences: [
      "The provider's server answered with something else than the standard has, or pointed elsewhere.",
      'Check the addresses: a page for people, or a proxy, may answer there.',
    ],
  },
  'no-id-token': {
    setting: 'scopes',
    look: 'claims',
    sentences: [
      'The provider sent no ID token, so it did not take this for a sign-in with OpenID Connect.',
      'Add the scope "openid", and register the application there for OpenID Connect.',
    ],
  },
  'token-form': {
    setting: 'provider',
    look: null,
    sentences: [
      'The ID token cannot be read: it may be encrypted, or of another kind.',
      'Turn encryption of ID tokens off at the provider, and let it sign them.',
    ],
  },
  'token-algorithm': {
    setting: 'idTokenAlgorithm',
    look: null,
    sentences: [
      'The ID token is signed with another algorithm than this connection allows.',
      'Choose the one that the provider uses here, usually RS256; or change it there.',
    ],
  },
  'token-keys': {
    setting: 'issuer',
    look: null,
    sentences: [
      'The signature of the ID token fits none of the keys that the provider publishes, or the key is too weak.',
      'Check that issuer and key address belong to the very server that signs; some providers have several.',
    ],
  },
  'oidc-audience': {
    setting: 'clientId',
    look: 'client',
    sentences: [
      'The ID token was made for another application.',
      'It was made for {audience-found}.',
      'Copy the client id from the provider once more.',
    ],
  },
  'oidc-subject': {
    setting: 'provider',
    look: 'claims',
    sentences: [
      'The ID token does not name the person in a usable way (sub).',
      'Let the provider send a plain, lasting name of at most 255 characters.',
    ],
  },
  'oidc-too-old': {
    setting: 'maxAgeSeconds',
    look: null,
    sentences: [
      'A recent sign-in is wanted, and the provider answered with an earlier one, or did not say when it was (auth_time).',
      'Sign out at the provider and try again; if it cannot tell, leave the longest age empty here.',
    ],
  },
  'oidc-context': {
    setting: 'acrValues',
    look: null,
    sentences: [
      'The provider did not confirm the authentication context that this connection asks for (acr).',
      'Let it use that one for this application, or change the values here.',
    ],
  },
  'logout-token': {
    setting: 'backChannelLogout',
    look: null,
    sentences: [
      'This is about a sign-out of the provider, not about signing in.',
      'Compare the back-channel logout settings at the provider.',
    ],
  },
  userinfo: {
    setting: 'endpoints',
    look: 'claims',
    sentences: [
      'The provider did not tell more about the person when it was asked, or told it of somebody else.',
      'Check the address for it (userinfo), and that the scopes include what is read; or let the ID token say everything.',
    ],
  },
  'oauth-subject': {
    setting: 'subject',
    look: 'claims',
    sentences: [
      'The provider does not name the person where this connection looks for it.',
      'Compare what arrived, and enter the path of a name that stays the same for good: id, for example.',
    ],
  },
  'fresh-impossible': {
    setting: 'provider',
    look: null,
    sentences: [
      'A fresh sign-in was asked for, and this protocol cannot show that there was one.',
      'Use OpenID Connect or SAML where applications ask for that.',
    ],
  },
  'mail-code': {
    setting: 'domains',
    look: null,
    sentences: [
      'The code was not entered as it was sent.',
      'If no message arrived: only addresses of the domains of this connection get one. Look into the junk folder, and let whoever runs the broker check its mail server.',
    ],
  },
  'email-missing': {
    setting: 'mapping.email',
    look: 'claims',
    sentences: [
      'No e-mail address arrived where this connection looks for it.',
      'Compare the names of what arrived with the mapping; or let the provider release the address to this application.',
    ],
  },
  'email-unusable': {
    setting: 'mapping.email',
    look: 'claims',
    sentences: [
      'What arrived as the e-mail address is none that can be used.',
      'Map another claim or attribute that holds the plain address.',
    ],
  },
  'email-unverified': {
    setting: 'emailTrust',
    look: 'claims',
    sentences: [
      'The provider does not say that it checked the address.',
      'If the company runs these mail domains itself, choose that its word is enough (authoritative). Otherwise let the provider verify addresses and say so.',
    ],
  },
  'email-domain': {
    setting: 'domains',
    look: null,
    sentences: [
      'The address is of a domain that this connection may not speak for.',
      'Add the domain here if it belongs to this company; if another connection has it, the person belongs there.',
      'A domain that is proven by a DNS record counts once the record was found.',
    ],
  },
  account: {
    setting: 'jira',
    look: null,
    sentences: [
      'The sign-in itself works, but the account in Jira does not fit.',
      'Look at the accounts with this address in Jira, and at the way this person signed in before.',
    ],
  },
} as const satisfies Readonly<
  Record<string, { readonly setting: string; readonly look: GuideLook | null; readonly sentences: readonly string[] }>
>;

export type Diagnosis = keyof typeof diagnoses;

/** What a step of a guide has to be about. */
export type GuideLook =
  | 'our-addresses'
  | 'our-name'
  | 'keys'
  | 'signing'
  | 'encryption'
  | 'secret'
  | 'client'
  | 'claims'
  | 'people'
  | 'name-id';

/** How a difference of clocks is told. */
export const clockWords = {
  ahead: "{seconds} seconds (the provider's is ahead)",
  behind: "{seconds} seconds (the provider's is behind)",
} as const;
