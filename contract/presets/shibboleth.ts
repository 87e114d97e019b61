import { ldapAttributes, oidcDefaults, samlDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { hostPattern, issuerQuestion } from '#contract/presets/questions';

export const shibboleth: Preset = {
  id: 'shibboleth',
  name: 'Shibboleth Identity Provider',
  alsoCalled: ['eduGAIN', 'University'],
  consoleUrl: null,
  variants: [
    {
      protocol: 'saml',
      providerMetadataUrl: 'https://{host}/idp/shibboleth',
      questions: [{ name: 'host', label: 'Host name', hint: 'Of the identity provider: idp.borealis.example', pattern: hostPattern }],
      fieldNames: {
        entityId: 'idp.entityID',
        signOn: 'SingleSignOnService (HTTP-Redirect)',
        logout: 'SingleLogoutService (HTTP-Redirect)',
        certificate: 'idp-signing.crt',
        ourEntityId: 'entityID',
        ourAcsUrl: 'AssertionConsumerService',
      },
      defaults: {
        ...samlDefaults,
        // Shibboleth sends a new name each time unless told otherwise; the subject id of eduGAIN stays.
        nameIdFormat: null,
        subject: { attribute: 'urn:oasis:names:tc:SAML:attribute:subject-id' },
        mapping: ldapAttributes,
      },
      guide: [
        {
          title: 'Load our metadata',
          text: 'In conf/metadata-providers.xml add a MetadataProvider of the type FileBackedHTTPMetadataProvider with an id, a backingFile and our address. Where the server may not call out, save the file and use FilesystemMetadataProvider.',
          paste: [{ field: 'metadataURL', value: '{metadataUrl}' }],
        },
        {
          title: 'Release the attributes',
          text: 'In conf/attribute-filter.xml add an AttributeFilterPolicy with a PolicyRequirementRule of the type Requester and our entity ID, and an AttributeRule with permitAny for each of mail, givenName, sn, displayName and samlSubjectID.',
          paste: [{ field: 'Requester value', value: '{entityId}' }],
        },
        {
          title: 'Have a subject id',
          text: 'The attribute samlSubjectID is made in conf/attribute-resolver.xml, from a source that stays for good; turn it on there and in conf/saml-nameid.properties if you have none yet. Otherwise enter another attribute as the subject below.',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Release isMemberOf (urn:oid:1.3.6.1.4.1.5923.1.5.1.1) too, or enter the name of the attribute that you use below.',
        },
        {
          title: 'Reload',
          text: 'Reload the services for metadata, attribute filter and attribute resolver (bin/reload-service.sh), or restart.',
        },
        {
          title: 'Assign people',
          text: 'Everybody who can sign in may use it. To allow fewer, set a post-authentication intercept of the type context-check for our entity ID in conf/relying-party.xml.',
        },
      ],
      pitfalls: [
        'Attributes that nobody released are not there at all. The test of this page shows what arrived; bin/aacli.sh shows what would be sent.',
        'A server that came from version 3 encrypts with AES-CBC. Set idp.encryption.config to shibboleth.EncryptionConfiguration.GCM in conf/idp.properties.',
        'Names of attributes are the long ones (urn:oid:...), not the friendly names.',
      ],
    },
    {
      protocol: 'oidc',
      issuer: '{issuer}',
      questions: [issuerQuestion('idp.oidc.issuer of conf/oidc.properties: https://idp.borealis.example')],
      fieldNames: { clientId: 'client_id', clientSecret: 'client_secret', redirectUri: 'redirect_uris' },
      defaults: { ...oidcDefaults, emailTrust: 'authoritative' },
      guide: [
        {
          title: 'Install the plugin',
          text: 'OpenID Connect is the plugin net.shibboleth.idp.plugin.oidc.op (bin/plugin.sh). Set idp.oidc.issuer and turn on the profile OIDC.SSO in conf/relying-party.xml.',
        },
        {
          title: 'Register the client',
          text: 'Add it to the JSON file of clients, with a client_id and a client_secret that you make up, response_types code, grant_types authorization_code, scope "openid email profile" and token_endpoint_auth_method client_secret_basic.',
          paste: [{ field: 'redirect_uris', value: '{redirectUri}' }],
        },
        {
          title: 'Release the claims',
          text: 'In conf/attribute-filter.xml release mail, givenName, sn and displayName for the scopes email and profile.',
        },
        {
          title: 'Assign people',
          text: 'Everybody who can sign in may use it. To allow fewer, set a post-authentication intercept of the type context-check for this client.',
        },
      ],
      pitfalls: [
        'Claims are in the userinfo answer, not in the ID token, unless the profile says otherwise; both are read.',
        'The plugin needs its own version for each version of the identity provider. SAML needs no plugin.',
      ],
    },
  ],
};
