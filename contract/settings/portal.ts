import { type Static, Type } from 'typebox';
import { connectionIdPattern } from '#contract/settings/connections/base';
import { PolicySettings } from '#contract/settings/policy';

/** What people see of the help centre as a whole. */
export const PortalSettings = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', description: 'Name of the help centre.' }),
    accentColor: Type.String({ pattern: '^#[0-9a-f]{6}$', description: 'Colour of links and buttons: #0c66e4' }),
    contact: Type.String({ maxLength: 200, description: 'Whom to ask when signing in fails: a name, a phone number, an address.' }),
    primaryConnection: Type.Union([Type.String({ pattern: `^${connectionIdPattern}$` }), Type.Null()], {
      description: 'Where people are sent without being asked which company they come from; null: they choose.',
    }),
    askForEmail: Type.Boolean({
      description: 'Ask people for their e-mail address to find their company, instead of listing the companies.',
    }),
    policy: Type.Optional(
      Type.Union([PolicySettings, Type.Null()], {
        description: 'Who is asked for a second factor on the way to the portal; null or left out: as everywhere.',
      }),
    ),
  },
  { additionalProperties: false, description: 'What people see of the help centre as a whole.' },
);
export type PortalSettings = Static<typeof PortalSettings>;
