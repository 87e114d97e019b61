import { type Static, Type } from 'typebox';
import { Connection } from '#contract/settings/connection';
import { JiraCredential } from '#contract/settings/jira';
import { PolicySettings } from '#contract/settings/policy';
import { PortalSettings } from '#contract/settings/portal';

/** All settings of one tenant, secrets by reference. The order of `connections` is the order people see. */
export const Settings = Type.Object(
  {
    connections: Type.Array(Connection, { maxItems: 50 }),
    policy: PolicySettings,
    portal: PortalSettings,
    jira: Type.Union([JiraCredential, Type.Null()]),
  },
  { additionalProperties: false },
);
export type Settings = Static<typeof Settings>;

/** The settings of a tenant that nobody has set up yet: no way in, and a second factor as soon as there is one. */
export const emptySettings: Settings = {
  connections: [],
  policy: { preset: 'everybody' },
  portal: { name: 'Help centre', accentColor: '#0c66e4', contact: '' },
  jira: null,
};
