import { type Static, Type } from 'typebox';

/** What people see of the help centre as a whole. */
export const PortalSettings = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', description: 'Name of the help centre.' }),
    accentColor: Type.String({ pattern: '^#[0-9a-f]{6}$', description: 'Colour of links and buttons: #0c66e4' }),
    contact: Type.String({ maxLength: 200, description: 'Whom to ask when signing in fails: a name, a phone number, an address.' }),
  },
  { additionalProperties: false, description: 'What people see of the help centre as a whole.' },
);
export type PortalSettings = Static<typeof PortalSettings>;
