import { addApproval, addComment, addDesk, addGroup, addRequest, addRequestType, summaryAndDescription } from '../builders.ts';
import type { Site } from '../model.ts';
import { isoDay } from './acme-it.ts';
import type { AcmePeople } from './acme-people.ts';
import { fields } from './fields.ts';

/** Partner Support: restricted to members of the two partner companies. */
export function addPartnerSupport(site: Site, people: AcmePeople, now: number): void {
  const { admin, app, nora, rana, ada, bo, cleo, dev, eli, faye, borealis, kestrel } = people;
  const desk = addDesk(site, {
    id: '4',
    projectId: '10004',
    projectKey: 'PART',
    name: 'Partner Support',
    access: 'restricted',
    agents: [rana, nora],
    administrators: [admin, app],
    organizations: [borealis, kestrel],
  });
  const orders = addGroup(site, desk, 'Orders and deliveries');
  const money = addGroup(site, desk, 'Invoices');
  const technical = addGroup(site, desk, 'Technical help');

  const delivery = addRequestType(site, desk, {
    name: 'Question about a delivery',
    description: 'Where is it, what is in it, when does it come?',
    iconId: '10520',
    groups: [orders],
    fields: [...summaryAndDescription({ summary: 'Your question' }), fields.shipment(), fields.team('10224')],
  });
  const order = addRequestType(site, desk, {
    name: 'Place an order',
    description: 'For parts outside your standing order.',
    helpText: 'Orders above 5,000 euro need the approval of your account owner.',
    iconId: '10521',
    groups: [orders],
    fields: [
      ...summaryAndDescription({
        summary: 'What would you like to order?',
        description: 'Part numbers and remarks',
        descriptionRequired: true,
      }),
      fields.quantity(),
      fields.incoterm(),
      fields.neededBy(),
      fields.team('10224'),
    ],
  });
  addRequestType(site, desk, {
    name: 'Report damage in transit',
    description: 'Something arrived broken or incomplete.',
    iconId: '10522',
    groups: [orders],
    fields: [...summaryAndDescription({ summary: 'What is damaged?', descriptionRequired: true }), fields.shipment(), fields.amount()],
  });
  const invoice = addRequestType(site, desk, {
    name: 'Question about an invoice',
    description: 'Amounts, addresses, copies.',
    iconId: '10523',
    groups: [money],
    fields: [...summaryAndDescription({ summary: 'Invoice number and question' }), fields.amount(), fields.costCentre('6100')],
  });
  const integration = addRequestType(site, desk, {
    name: 'Help with an integration',
    description: 'Interfaces, test accounts, data exchange.',
    iconId: '10524',
    groups: [technical],
    fields: [...summaryAndDescription({ summary: 'What are you connecting?', descriptionRequired: true }), fields.impact()],
  });
  addRequestType(site, desk, {
    name: 'Robot safety report',
    description: 'Kestrel Robotics only.',
    iconId: '10525',
    groups: [technical],
    fields: [
      ...summaryAndDescription({ summary: 'Model and serial number', descriptionRequired: true }),
      fields.neededBy('Date of the event'),
    ],
    restrictedTo: { organizations: [kestrel] },
  });

  const day = 86_400_000;
  const late = addRequest(site, desk, {
    type: delivery,
    reporter: ada,
    summary: 'Crates for Turku are two days late',
    fields: { description: 'The tracking page has not changed since Friday.', customfield_10131: 'SH20418832' },
    organizations: [borealis],
    statuses: ['10002'],
    createdAt: now - 5 * day,
  });
  addComment(site, late, { author: rana, body: 'The ship waits for a berth. New estimate: tomorrow evening.', createdAt: now - 4 * day });
  addComment(site, late, {
    author: nora,
    body: 'Carrier admits the mistake, credit note is being prepared.',
    public: false,
    createdAt: now - 4 * day,
  });
  addComment(site, late, { author: bo, body: 'Thank you, we keep the dock crew until nine.', createdAt: now - 3 * day });
  addRequest(site, desk, {
    type: invoice,
    reporter: cleo,
    summary: 'Invoice 88121: wrong delivery address',
    fields: { customfield_10133: 1240.5, customfield_10128: '6100' },
    createdAt: now - 2 * day,
  });
  const big = addRequest(site, desk, {
    type: order,
    reporter: eli,
    summary: '24 servo motors, type S-90',
    fields: {
      description: 'S-90-24V, with the long cable.',
      customfield_10124: 24,
      customfield_10132: { id: '10233', value: 'DAP: delivered at place' },
      customfield_10123: isoDay(now + 21 * day),
    },
    participants: [faye],
    createdAt: now - 3 * day,
  });
  addApproval(site, big, { approvers: [dev], createdAt: now - 3 * day });
  const feed = addRequest(site, desk, {
    type: integration,
    reporter: dev,
    summary: 'Stock feed answers with last week’s numbers',
    fields: {
      description: 'Every call since Sunday returns the same file.',
      customfield_10121: { id: '10203', value: 'Everybody at my site' },
    },
    statuses: ['10002', '10003'],
    createdAt: now - day,
  });
  addComment(site, feed, { author: nora, body: 'We see it too and work on it with the provider.', createdAt: now - day / 2 });
  // An issue of the project that never came through the portal: no customer ever sees it.
  addRequest(site, desk, { type: null, reporter: ada, creator: nora, summary: 'Prepare the partner day', createdAt: now - 10 * day });
}
