import { addComment, addDesk, addGroup, addRequest, addRequestType, addSecurityLevel, aField, summaryAndDescription } from '../builders.ts';
import type { Site } from '../model.ts';
import type { AcmePeople } from './acme-people.ts';
import { fields } from './fields.ts';

/** IT Help: open to every customer of the site. */
export function addItHelp(site: Site, people: AcmePeople, now: number): void {
  const { admin, app, nora, tomas, ada, bo, dev, faye } = people;
  const desk = addDesk(site, {
    id: '1',
    projectId: '10001',
    projectKey: 'IT',
    name: 'IT Help',
    anonymousBrowsing: true,
    agents: [nora, tomas],
    administrators: [admin, app],
  });
  const common = addGroup(site, desk, 'Common requests');
  const access = addGroup(site, desk, 'Access and accounts');
  const equipment = addGroup(site, desk, 'Equipment');
  const confidential = addSecurityLevel(site, desk, { name: 'Security team only', users: [nora, admin, app] });

  const problem = addRequestType(site, desk, {
    name: 'Report a problem',
    description: 'Something does not work as it should.',
    helpText: 'Tell us what you did, what you saw and what you expected.',
    iconId: '10500',
    groups: [common],
    fields: [
      ...summaryAndDescription({ summary: 'What goes wrong?', description: 'Tell us more', descriptionRequired: true }),
      fields.impact(),
      fields.systems(),
      fields.team('10221'),
    ],
  });
  const question = addRequestType(site, desk, {
    name: 'Ask a question',
    description: 'You are not sure how something works? Ask us.',
    helpText: 'We usually answer within one working day.',
    iconId: '10501',
    groups: [common],
    fields: [...summaryAndDescription({ summary: 'Your question', description: 'Details' }), fields.team('10221')],
  });
  const software = addRequestType(site, desk, {
    name: 'Get software',
    description: 'Ask for a program or a licence.',
    iconId: '10502',
    groups: [access, common],
    fields: [
      ...summaryAndDescription({ summary: 'Which software?', description: 'Anything we should know?' }),
      fields.businessReason(),
      fields.neededBy(),
      fields.costCentre('4711'),
    ],
  });
  addRequestType(site, desk, {
    name: 'Get access to a system',
    description: 'Ask to be let into an application, a folder or a mailing list.',
    iconId: '10503',
    groups: [access],
    fields: [...summaryAndDescription({ summary: 'What do you need access to?' }), fields.businessReason(), fields.neededBy('Until when?')],
  });
  addRequestType(site, desk, {
    name: 'Reset a password',
    description: 'You cannot sign in to one of our systems.',
    helpText: 'Never send us a password, not even an old one.',
    iconId: '10504',
    groups: [access],
    fields: [...summaryAndDescription({ summary: 'For which system?' }), fields.team('10221')],
  });
  const laptop = addRequestType(site, desk, {
    name: 'New laptop or phone',
    description: 'Order a device for yourself or somebody in your team.',
    iconId: '10505',
    groups: [equipment],
    fields: [
      ...summaryAndDescription({ summary: 'For whom is the device?', description: 'Special wishes' }),
      aField({
        fieldId: 'customfield_10134',
        kind: 'select',
        name: 'Device',
        required: true,
        options: [
          { id: '10241', label: 'Light laptop, 13 inch' },
          { id: '10242', label: 'Workstation laptop, 16 inch' },
          { id: '10243', label: 'Phone' },
        ],
      }),
      fields.quantity('How many devices?'),
      fields.neededBy(),
      fields.costCentre('4712'),
    ],
  });
  addRequestType(site, desk, {
    name: 'Device repair',
    description: 'A device is broken, slow or lost.',
    iconId: '10506',
    groups: [equipment],
    fields: [...summaryAndDescription({ summary: 'What happened?', descriptionRequired: true }), fields.assetTag(), fields.impact()],
  });
  const incident = addRequestType(site, desk, {
    name: 'Security incident',
    description: 'Raised by our staff when an account or device may be in the wrong hands.',
    iconId: '10507',
    fields: [...summaryAndDescription(), fields.team('10222')],
  });
  addRequestType(site, desk, {
    name: 'Firewall change',
    description: 'For named technical contacts only.',
    iconId: '10508',
    groups: [access],
    fields: [
      ...summaryAndDescription({ summary: 'Which connection?', descriptionRequired: true }),
      fields.neededBy(),
      fields.team('10222'),
    ],
    restrictedTo: { users: [bo, tomas] },
  });

  const day = 86_400_000;
  const wifi = addRequest(site, desk, {
    type: problem,
    reporter: ada,
    summary: 'Wi-Fi drops in the harbour office',
    fields: {
      description: 'Since Monday the connection drops every ten minutes or so.\n\nIt happens on all three laptops in the room.',
      customfield_10121: { id: '10202', value: 'My team' },
      customfield_10122: [{ id: '10212', value: 'Wi-Fi' }],
      customfield_10127: { id: '10221', value: 'Service desk' },
    },
    participants: [bo],
    statuses: ['10002', '10004'],
    createdAt: now - 6 * day,
  });
  addComment(site, wifi, { author: nora, body: 'Thank you for the details. Which floor is the room on?', createdAt: now - 5 * day });
  addComment(site, wifi, {
    author: tomas,
    body: 'Access point AP-31 was replaced last week, check its channel plan first.',
    public: false,
    createdAt: now - 5 * day,
  });
  addComment(site, wifi, { author: ada, body: 'Second floor, the room with the model ship in the window.', createdAt: now - 4 * day });
  addComment(site, wifi, {
    author: nora,
    body: 'Escalation contact of the vendor is in the vault under “AP vendor”.',
    public: true,
    visibility: { type: 'role', value: 'Service Desk Team' },
    createdAt: now - 4 * day,
  });
  addRequest(site, desk, {
    type: software,
    reporter: bo,
    summary: 'Drawing program for two weeks',
    fields: {
      customfield_10126: 'We prepare the trade-fair stand ourselves this year.',
      customfield_10123: isoDay(now + 9 * day),
      customfield_10128: '4711',
    },
    createdAt: now - 3 * day,
  });
  const done = addRequest(site, desk, {
    type: question,
    reporter: dev,
    summary: 'Where do I find the time sheet of last month?',
    fields: { description: 'The menu only shows the current one.' },
    statuses: ['10002', '10005'],
    createdAt: now - 20 * day,
  });
  addComment(site, done, {
    author: tomas,
    body: 'Choose “Archive” at the top right, then the month. I close this, just answer if it does not help.',
    createdAt: now - 19 * day,
  });
  addRequest(site, desk, {
    type: laptop,
    reporter: faye,
    creator: nora,
    summary: 'Laptop for our new colleague in Lyon',
    fields: {
      customfield_10134: { id: '10241', value: 'Light laptop, 13 inch' },
      customfield_10124: 1,
      customfield_10123: isoDay(now + 14 * day),
      customfield_10128: '4712',
    },
    statuses: ['10002'],
    createdAt: now - 2 * day,
  });
  const breach = addRequest(site, desk, {
    type: incident,
    reporter: ada,
    creator: nora,
    summary: 'Unusual sign-ins to the booking account',
    fields: { description: 'Sign-ins from two continents within one hour.' },
    securityLevel: confidential,
    statuses: ['10002'],
    createdAt: now - day,
  });
  addComment(site, breach, {
    author: nora,
    body: 'The reporter must not learn of the investigation before it ends.',
    public: false,
    createdAt: now - day,
  });
}

/** YYYY-MM-DD. */
export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
