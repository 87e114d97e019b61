import type { PresetStep } from '#contract/presets/preset';
import type { Party } from '#contract/settings/party';

/** What each application says for itself, so no preset can. */
type Own = 'id' | 'preset' | 'name' | 'enabled' | 'entityId' | 'acs' | 'connections' | 'primaryConnection';

/** A kind of application: defaults, names and steps as data. Whatever decides something stands in the rules of the settings. */
export interface ApplicationPreset {
  readonly id: Party['preset'];
  readonly name: string;
  /** For whom it is, in a sentence. */
  readonly text: string;
  /** Where its administrators work; null where that depends on the application. */
  readonly consoleUrl: string | null;
  /** What its own pages call the values: first theirs, which come here, then ours, which go there. */
  readonly fieldNames: {
    readonly entityId: string;
    readonly acs: string;
    readonly ourEntityId: string;
    readonly ourSsoUrl: string;
    readonly ourSloUrl: string | null;
    readonly ourCertificate: string;
  };
  readonly defaults: Omit<Party, Own>;
  /** Marks in braces stand for our values: {entityId}, {ssoUrl}, {sloUrl}, {metadataUrl}. */
  readonly guide: readonly PresetStep[];
  /** What usually goes wrong, the likeliest first. */
  readonly pitfalls: readonly string[];
}

const plainSaml: ApplicationPreset['defaults'] = {
  logout: null,
  certificates: [],
  // Answers go to registered addresses only, whoever asks; a signature besides keeps strangers from starting sign-ins.
  signedRequests: false,
  encryptTo: null,
  nameId: { format: 'persistent', value: 'subject' },
  attributes: [
    { name: 'email', value: 'email' },
    { name: 'firstName', value: 'first-name' },
    { name: 'lastName', value: 'last-name' },
    { name: 'displayName', value: 'display-name' },
  ],
  sign: 'both',
  algorithm: 'rsa-sha256',
  policy: null,
};

const claim = (name: string) => `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`;

/** Atlassian takes people by the address in the NameID and, where it is there, by an id that stays when the address changes. */
const guard: ApplicationPreset['defaults'] = {
  ...plainSaml,
  nameId: { format: 'email', value: 'email' },
  attributes: [
    { name: claim('givenname'), value: 'first-name' },
    { name: claim('surname'), value: 'last-name' },
    { name: claim('name'), value: 'subject' },
  ],
};

const guardNames: ApplicationPreset['fieldNames'] = {
  entityId: 'Service provider entity URL',
  acs: 'Service provider assertion consumer service URL',
  ourEntityId: 'Identity provider Entity ID',
  ourSsoUrl: 'Identity provider SSO URL',
  ourSloUrl: null,
  ourCertificate: 'Public x509 certificate',
};

const enterOurValues: PresetStep = {
  title: 'Enter our values there',
  text: 'Copy the two addresses, and the certificate under "Our values" with its first and last line. Where a next certificate is shown, Atlassian has room for one only: exchange it on the day that is named.',
  paste: [
    { field: guardNames.ourEntityId, value: '{entityId}' },
    { field: guardNames.ourSsoUrl, value: '{ssoUrl}' },
  ],
};

const copyTheirs: PresetStep = {
  title: 'Copy their values into this form',
  text: `Atlassian then shows "${guardNames.entityId}" and "${guardNames.acs}". Enter both in the form below, letter by letter, and save. The address may end in "?connection=saml-" and an id, which belongs to it.`,
};

const guardPitfalls = [
  'A person whose provider tells no e-mail address, or one of a domain that its connection may not speak for, is not let in: Atlassian knows people by nothing else.',
  'Connections that speak for any address are never let in here. Give each connection its list of domains first.',
  'Signing out at Atlassian does not sign out here, and the other way round: Atlassian has no place for a sign-out address.',
];

const guardCustomers: ApplicationPreset = {
  id: 'guard-customers',
  name: 'Atlassian Guard, portal-only customers',
  text: 'Keep the help centre of Jira Service Management as it is, and let customers sign in to it through several companies and with a second factor.',
  consoleUrl: 'https://admin.atlassian.com/',
  fieldNames: guardNames,
  defaults: guard,
  guide: [
    {
      title: 'Have the identity providers ready',
      text: 'Atlassian Guard takes one identity provider for portal-only customers; that will be Gatehouse, with all your customers\' providers behind it. Each of them needs a list of e-mail domains under "Identity providers". Atlassian Guard Standard and an organization admin are needed too.',
    },
    {
      title: 'Open the portal-only customers of the site',
      text: 'In Atlassian Administration choose the organization, then "Apps". Under "Sites and apps" select the site, and under "Jira Service Management" select "Portal-only customers". In organizations with the original user management, open the administration of the site by its name and address first.',
    },
    {
      title: 'Add the identity provider',
      text: 'From "More actions" (the three dots) choose "Identity provider". Take the one for other providers, name the directory, for example "Gatehouse", and choose "Set up SAML single sign-on".',
    },
    enterOurValues,
    copyTheirs,
    {
      title: 'Try it before everybody has to',
      text: 'In Jira open Settings > Products, and under "Jira Service Management" choose "Authentication". Test single sign-on there with one customer of each company, in a private window.',
    },
    {
      title: 'Turn single sign-on on, and passwords off',
      text: 'On the same page turn single sign-on on for everybody. Turn off "Log in with password" only after the test: while it is on, a customer can still get in with a password and without a second factor.',
    },
  ],
  pitfalls: [
    'Customers with an Atlassian account, such as your own people, do not come this way: they are users of an organization. Use the other preset for them.',
    ...guardPitfalls,
    'Without "Log in with password" turned off the second factor can be walked around.',
    'The portal-only account is found or made in Jira at the first sign-in, as for our own portal, so the Jira connection has to work. Where its address in Jira and the one that the provider tells differ later, the person stays out until they are the same again.',
  ],
};

const guardUsers: ApplicationPreset = {
  id: 'guard-users',
  name: 'Atlassian Guard, organization users',
  text: 'Let the managed accounts of your Atlassian organization, agents for example, sign in to Jira and Confluence through Gatehouse.',
  consoleUrl: 'https://admin.atlassian.com/',
  fieldNames: guardNames,
  defaults: guard,
  guide: [
    {
      title: 'Verify the domains',
      text: 'Single sign-on works for managed accounts only. In Atlassian Administration choose the organization and verify the e-mail domains of your people. The same domains stand in the list of a connection under "Identity providers". Atlassian Guard Standard is needed.',
    },
    {
      title: 'Add the identity provider',
      text: 'Choose Security > Identity providers. Take the one for other providers, name the directory, for example "Gatehouse", and choose "Set up SAML single sign-on".',
    },
    enterOurValues,
    copyTheirs,
    {
      title: 'Link the domains',
      text: 'Link the verified domains to the directory, so that their accounts belong to it.',
    },
    {
      title: 'Try it with a small policy',
      text: 'Choose Security > Authentication policies. Make a policy for the directory with one or two test accounts as members, choose "Enforce single sign-on", and sign in with them in a private window. Leave at least one organization admin outside, so that nobody locks everybody out.',
    },
    { title: 'Enforce it for everybody', text: 'Move the other members into the policy.' },
  ],
  pitfalls: [
    'An organization admin who has to sign in through Gatehouse cannot mend it when it does not work. Keep one whose policy does not enforce single sign-on.',
    ...guardPitfalls,
    'An account that is changed at Atlassian to another address stays closed until the provider tells the same one. Whoever comes for an account first holds it; the same address told of somebody else is refused.',
    'Everybody is looked up in Jira by their address at each sign-in, so the Jira connection has to work, and whoever has no account in Jira is told so here and not by Atlassian. No account is made, and nobody enters the portal by this.',
  ],
};

const customSaml: ApplicationPreset = {
  id: 'custom-saml',
  name: 'Any SAML application',
  text: 'Everything that takes a SAML 2.0 identity provider: a wiki, a learning platform, another Atlassian product.',
  consoleUrl: null,
  fieldNames: {
    entityId: 'Entity ID, Audience or Issuer',
    acs: 'Assertion consumer service (ACS), Reply URL or Single sign-on URL',
    ourEntityId: 'Identity provider entity ID or Issuer',
    ourSsoUrl: 'Sign-in URL, SSO URL or Login URL',
    ourSloUrl: 'Sign-out URL or SLO URL',
    ourCertificate: 'X.509 certificate or Token signing certificate',
  },
  defaults: plainSaml,
  guide: [
    {
      title: 'Take over its metadata',
      text: 'Look for "SAML metadata" or "Service provider metadata" in the application, and import its address or file. Where there is none, copy its entity ID and its address for answers (ACS) into the form.',
    },
    {
      title: 'Choose what it is told',
      text: 'Find out which NameID it wants and how it calls the attributes. It is told nothing that does not stand in the form. The preview shows what it would get.',
    },
    {
      title: 'Save, and give it our metadata',
      text: 'Once this application is live, our metadata for it is at an address of its own. Applications that do not read metadata take the three values by hand, and the certificate under "Our values".',
      paste: [
        { field: 'Metadata', value: '{metadataUrl}' },
        { field: 'Entity ID', value: '{entityId}' },
        { field: 'Sign-in URL (SSO)', value: '{ssoUrl}' },
        { field: 'Sign-out URL (SLO)', value: '{sloUrl}' },
      ],
    },
    {
      title: 'Sign in once in a private window',
      text: 'Begin at the application, not here. When it refuses, compare its words with the preview: most often it wants another NameID, or an attribute by another name.',
    },
  ],
  pitfalls: [
    'The address for answers has to be the same letter by letter, the slash at the end and the port included.',
    'A request for another form of NameID than the one in the form is refused, so that nobody is taken for somebody else. Choose what the application asks for.',
    'The persistent name of a person is another one at each application. An application that should recognize people by their address needs the e-mail address as NameID or as an attribute.',
  ],
};

/** In the order in which the admin page offers them. */
export const applicationPresets: readonly ApplicationPreset[] = [guardCustomers, guardUsers, customSaml];

/** The preset of a stored application. */
export function applicationPreset(id: Party['preset']): ApplicationPreset {
  return applicationPresets.find((preset) => preset.id === id) ?? customSaml;
}

/** Atlassian knows people by their address alone, so other rules hold for its presets. */
export function isGuard(preset: Party['preset']): boolean {
  return preset !== 'custom-saml';
}
