import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planForm } from '../../../../broker/portal/forms/form-fields.ts';
import { readForm } from '../../../../broker/portal/forms/read-form.ts';
import { aField } from '../support/fake-jira.ts';

const custom = (name: string) => `com.atlassian.jira.plugin.system.customfieldtypes:${name}`;
const schema = (type: string, more: { items?: string; system?: string; custom?: string } = {}) => ({
  type,
  items: more.items ?? null,
  system: more.system ?? null,
  custom: more.custom ?? null,
});
const choices = [
  { value: '1', label: 'One', children: [] },
  { value: '2', label: 'Two', children: [] },
];

describe('what a form asks for', () => {
  test.each([
    [schema('string', { system: 'summary' }), 'text'],
    [schema('string', { system: 'description' }), 'paragraph'],
    [schema('string', { custom: custom('textfield') }), 'text'],
    [schema('string', { custom: custom('textarea') }), 'paragraph'],
    [schema('string', { custom: custom('url') }), 'url'],
    [schema('number', { custom: custom('float') }), 'number'],
    [schema('date', { system: 'duedate' }), 'date'],
    [schema('option', { custom: custom('select') }), 'select'],
    [schema('priority', { system: 'priority' }), 'select'],
    [schema('array', { items: 'option', custom: custom('multiselect') }), 'multi-select'],
    [schema('array', { items: 'component', system: 'components' }), 'multi-select'],
  ])('knows %j', (known, kind) => {
    expect(planForm([aField('x', { schema: known, choices })]).fields[0]?.kind).toBe(kind);
  });

  test.each([
    [schema('user', { custom: custom('userpicker') })],
    [schema('array', { items: 'attachment', system: 'attachment' })],
    [schema('option-with-child', { custom: custom('cascadingselect') })],
    [schema('string', { custom: 'com.elsewhere:text' })],
    [schema('datetime', { custom: custom('datetime') })],
    [schema('array', { items: 'string', system: 'labels' })],
  ])('never guesses: %j', (unknown) => {
    const plan = planForm([aField('x', { schema: unknown, choices }), aField('y', { schema: unknown, choices, required: true })]);
    expect([plan.fields, plan.left.map(({ id }) => id), plan.missing.map(({ id }) => id)]).toEqual([[], ['x'], ['y']]);
  });

  test('a choice without choices, or with choices below them, is of no known kind', () => {
    const nested = [{ value: '1', label: 'One', children: choices }];
    const plan = planForm([aField('x', { schema: schema('option') }), aField('y', { schema: schema('option'), choices: nested })]);
    expect(plan.left).toHaveLength(2);
  });
});

describe('what people send', () => {
  const read = (kind: object, value: string | string[], more: object = {}) => {
    const { fields } = planForm([aField('x', { choices, ...kind, ...more })]);
    const outcome = readForm(fields, new Map([['field-x', [value].flat()]]));
    return outcome.ok ? outcome.values.x : outcome.problems.get('x');
  };
  const number = { schema: schema('number') };
  const date = { schema: schema('date') };
  const url = { schema: schema('string', { custom: custom('url') }) };
  const select = { schema: schema('option') };
  const many = { schema: schema('array', { items: 'option' }) };

  test.each<[object, string | string[], unknown]>([
    [{}, '  one\r\nline\t ', 'one line'],
    [{ schema: schema('string', { system: 'description' }) }, ' a\r\nb ', 'a\nb'],
    [number, '-12', -12],
    [number, '1,25', 1.25],
    [date, '2028-02-29', '2028-02-29'],
    [url, 'https://a.example/b', 'https://a.example/b'],
    [select, '2', { id: '2' }],
    [many, ['2', '1', '2', ''], [{ id: '2' }, { id: '1' }]],
    [{}, '', undefined],
    [many, [], undefined],
  ])('is read: %j %j', (kind, value, wanted) => {
    expect(read({ schema: schema('string', { system: 'summary' }), ...kind }, value)).toEqual(wanted);
  });

  test.each<[object, string | string[]]>([
    [number, '1e9'],
    [number, 'NaN'],
    [number, '0x10'],
    [number, '1,2,3'],
    [date, '2027-02-29'],
    [date, '2027-13-01'],
    [date, '2027-00-10'],
    [date, '21.11.2026'],
    [url, 'javascript:alert(1)'],
    [url, 'example.com'],
    [select, '3'],
    [select, ['1', '2']],
    [many, ['1', '3']],
    [{ schema: schema('string', { system: 'summary' }) }, 'x'.repeat(256)],
    [{ schema: schema('string', { system: 'description' }) }, 'x'.repeat(30_001)],
  ])('is refused with a word at the field: %j', (kind, value) => {
    const outcome = read(kind, value, { required: true });
    expect(typeof outcome).toBe('string');
    expect(outcome).toMatch(/\.$/);
  });

  test('whatever it is, only choices that were offered come out', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (values) => {
        const outcome = read(many, values);
        if (Array.isArray(outcome)) for (const { id } of outcome) expect(['1', '2']).toContain(id);
      }),
    );
  });
});
