import { type Static, Type } from 'typebox';
import { Connection } from '#contract/settings/connection';
import { JiraCredential } from '#contract/settings/jira';
import { NotificationSettings } from '#contract/settings/notifications';
import { Party } from '#contract/settings/party';
import { PolicySettings } from '#contract/settings/policy';
import { PortalSettings } from '#contract/settings/portal';
import { recommendedSecondFactor, SecondFactorSettings } from '#contract/settings/second-factor';

/** Also for the form that a settings file has, where only the secrets differ. */
export const maxConnections = 50;
const maxParties = 30;
export const connectionsDescription = 'The identity providers. People who have to choose see them in the order of their names.';
export const jiraDescription = 'How the broker speaks to Jira; null while nobody has said, and then nobody gets in.';

/** All settings of one tenant, secrets by reference. */
export const Settings = Type.Object(
  {
    connections: Type.Array(Connection, { maxItems: maxConnections, description: connectionsDescription }),
    parties: Type.Array(Party, {
      maxItems: maxParties,
      description: 'Further applications behind the same sign-in, apart from the portal.',
    }),
    policy: PolicySettings,
    secondFactor: SecondFactorSettings,
    portal: PortalSettings,
    jira: Type.Union([JiraCredential, Type.Null()], { description: jiraDescription }),
    notifications: Type.Optional(NotificationSettings),
  },
  { additionalProperties: false },
);
export type Settings = Static<typeof Settings>;

/** The settings of a tenant that nobody has set up yet: no way in, and a second factor as soon as there is one. */
export const emptySettings: Settings = {
  connections: [],
  parties: [],
  policy: { preset: 'recommended' },
  secondFactor: recommendedSecondFactor,
  portal: { name: 'Help centre', accentColor: '#0c66e4', contact: '', primaryConnection: null, askForEmail: false },
  jira: null,
};
