import { addComment, addDesk, addGroup, addRequest, addRequestType, aField, summaryAndDescription } from '../builders.ts';
import type { Site } from '../model.ts';
import { isoDay } from './acme-it.ts';
import type { AcmePeople } from './acme-people.ts';
import { fields } from './fields.ts';

/** HR: restricted to customers listed one by one. */
export function addHr(site: Site, people: AcmePeople, now: number): void {
  const { admin, app, rana, cleo, faye } = people;
  const desk = addDesk(site, {
    id: '2',
    projectId: '10002',
    projectKey: 'HR',
    name: 'HR',
    access: 'restricted',
    customersMayShare: false,
    agents: [rana],
    administrators: [admin, app],
    customers: [cleo, faye],
  });
  const work = addGroup(site, desk, 'Working with us');
  const leave = addGroup(site, desk, 'Time off');

  addRequestType(site, desk, {
    name: 'Ask the people team',
    description: 'Anything about contracts, pay or working hours.',
    helpText: 'Only the people team reads this.',
    iconId: '10510',
    groups: [work],
    fields: [...summaryAndDescription({ summary: 'Your question', descriptionRequired: true }), fields.team('10223')],
  });
  const letter = addRequestType(site, desk, {
    name: 'Letter of employment',
    description: 'A confirmation for your landlord, bank or a visa office.',
    iconId: '10511',
    groups: [work],
    fields: [
      ...summaryAndDescription({ summary: 'What is the letter for?' }),
      aField({
        fieldId: 'customfield_10135',
        kind: 'multi-select',
        name: 'Languages',
        required: true,
        options: [
          { id: '10251', label: 'English' },
          { id: '10252', label: 'German' },
          { id: '10253', label: 'French' },
        ],
      }),
      fields.neededBy(),
      fields.team('10223'),
    ],
  });
  addRequestType(site, desk, {
    name: 'Change of personal details',
    description: 'A new name, address or bank account.',
    iconId: '10512',
    groups: [work],
    fields: [...summaryAndDescription({ summary: 'What changes?' }), fields.neededBy('From which day on?'), fields.costCentre('4900')],
  });
  const parental = addRequestType(site, desk, {
    name: 'Parental leave',
    description: 'Plan your leave with us.',
    iconId: '10513',
    groups: [leave],
    fields: [...summaryAndDescription({ summary: 'Title of your plan' }), fields.firstDay(), fields.lastDay(), fields.team('10223')],
  });
  addRequestType(site, desk, {
    name: 'Special leave',
    description: 'Weddings, moving house, caring for relatives.',
    iconId: '10514',
    groups: [leave],
    fields: [...summaryAndDescription({ summary: 'Occasion' }), fields.firstDay(), fields.quantity('Number of days')],
  });
  addRequestType(site, desk, {
    name: 'Leaver checklist',
    description: 'Started by the people team when somebody leaves.',
    iconId: '10515',
    fields: [...summaryAndDescription(), fields.lastDay()],
  });

  const day = 86_400_000;
  const confirmation = addRequest(site, desk, {
    type: letter,
    reporter: cleo,
    summary: 'Confirmation for my landlord',
    fields: { customfield_10135: [{ id: '10251', value: 'English' }], customfield_10123: isoDay(now + 5 * day) },
    statuses: ['10004'],
    createdAt: now - 4 * day,
  });
  addComment(site, confirmation, { author: rana, body: 'Shall the letter name your salary?', createdAt: now - 3 * day });
  addComment(site, confirmation, {
    author: rana,
    body: 'Contract change from May is not signed yet.',
    public: false,
    createdAt: now - 3 * day,
  });
  addRequest(site, desk, {
    type: parental,
    reporter: faye,
    summary: 'Leave from February',
    fields: { customfield_10129: isoDay(now + 70 * day), customfield_10130: isoDay(now + 250 * day) },
    createdAt: now - 8 * day,
  });
}
