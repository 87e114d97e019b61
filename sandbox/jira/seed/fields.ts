import { aField } from '../builders.ts';
import type { RequestField } from '../model.ts';

/** Form fields that desks of the demo share, as custom fields of the site. */
export const fields = {
  impact: (): RequestField =>
    aField({
      fieldId: 'customfield_10121',
      kind: 'select',
      name: 'How far does it reach?',
      description: 'Helps us decide who looks at it first.',
      required: true,
      options: [
        { id: '10201', label: 'Only me' },
        { id: '10202', label: 'My team' },
        { id: '10203', label: 'Everybody at my site' },
      ],
      defaults: ['10201'],
    }),
  systems: (): RequestField =>
    aField({
      fieldId: 'customfield_10122',
      kind: 'multi-select',
      name: 'Which systems are affected?',
      description: 'Choose all that apply.',
      options: [
        { id: '10211', label: 'E-mail' },
        { id: '10212', label: 'Wi-Fi' },
        { id: '10213', label: 'Shared drives' },
        { id: '10214', label: 'Time sheets' },
        { id: '10215', label: 'Something else' },
      ],
    }),
  neededBy: (name = 'Needed by'): RequestField =>
    aField({ fieldId: 'customfield_10123', kind: 'date', name, description: 'We plan with two working days as a minimum.' }),
  quantity: (name = 'How many?'): RequestField => aField({ fieldId: 'customfield_10124', kind: 'number', name, required: true }),
  assetTag: (): RequestField =>
    aField({
      fieldId: 'customfield_10125',
      name: 'Asset tag',
      description: 'The number on the sticker below your device, for example AC-20417.',
    }),
  businessReason: (): RequestField =>
    aField({
      fieldId: 'customfield_10126',
      kind: 'paragraph',
      name: 'Why do you need it?',
      description: 'One or two sentences are enough.',
      required: true,
    }),
  /** Hidden from the portal; every request of the type carries the preset. */
  team: (preset: string): RequestField =>
    aField({
      fieldId: 'customfield_10127',
      kind: 'select',
      name: 'Handling team',
      visible: false,
      options: [
        { id: '10221', label: 'Service desk' },
        { id: '10222', label: 'Networks' },
        { id: '10223', label: 'People team' },
        { id: '10224', label: 'Partner operations' },
      ],
      preset: [preset],
    }),
  costCentre: (preset: string): RequestField =>
    aField({ fieldId: 'customfield_10128', name: 'Cost centre', visible: false, preset: [preset] }),
  firstDay: (): RequestField => aField({ fieldId: 'customfield_10129', kind: 'date', name: 'First day', required: true }),
  lastDay: (): RequestField => aField({ fieldId: 'customfield_10130', kind: 'date', name: 'Last day', required: true }),
  shipment: (): RequestField =>
    aField({ fieldId: 'customfield_10131', name: 'Shipment number', description: 'Starts with SH and has eight digits.', required: true }),
  incoterm: (): RequestField =>
    aField({
      fieldId: 'customfield_10132',
      kind: 'select',
      name: 'Delivery terms',
      options: [
        { id: '10231', label: 'EXW: ex works' },
        { id: '10232', label: 'FCA: free carrier' },
        { id: '10233', label: 'DAP: delivered at place' },
      ],
    }),
  amount: (): RequestField =>
    aField({ fieldId: 'customfield_10133', kind: 'number', name: 'Amount in euro', description: 'As printed on the invoice, with cents.' }),
};
