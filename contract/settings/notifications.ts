import { type Static, Type } from 'typebox';

/** Who is told of what the broker cannot mend by itself. */
export const NotificationSettings = Type.Object(
  {
    emails: Type.Array(Type.String({ pattern: '^[^\\s@"(),:;<>\\[\\]\\\\]{1,64}@[^\\s@"(),:;<>\\[\\]\\\\]{1,255}$' }), {
      maxItems: 20,
      uniqueItems: true,
      description: 'Addresses of administrators, who are warned before something ends. Needs a mail server (`SMTP_URL`).',
    }),
  },
  { additionalProperties: false, description: 'Who is warned in time.' },
);
export type NotificationSettings = Static<typeof NotificationSettings>;
