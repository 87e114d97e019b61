import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { toFile } from '../../../../broker/cli/config-file/export.ts';
import { parseFile } from '../../../../broker/cli/config-file/parse.ts';
import { aConnection, someSettings } from '../../../support/settings.ts';

const good = stringify(toFile(someSettings()));

/** Problems as `line path`, which is what a person looks for. */
function mistakes(text: string): string[] {
  const parsed = parseFile(text);
  return parsed.ok ? [] : parsed.problems.map(({ line, path }) => `${line} ${path}`);
}

test('reads YAML and JSON alike', () => {
  const document = toFile(someSettings());
  expect(parseFile(good)).toMatchObject({ ok: true, document });
  expect(parseFile(JSON.stringify(document, null, 2))).toMatchObject({ ok: true, document });
});

test('a date stays a text', () => {
  const jira =
    'jira:\n  kind: api-token\n  siteUrl: https://acme.atlassian.net\n  email: bot@acme.example\n  token: { env: T }\n  expiresOn: 2027-03-31\n';
  const parsed = parseFile(good.replace('jira: null\n', jira));
  expect(parsed.ok && parsed.document.jira).toMatchObject({ expiresOn: '2027-03-31' });
});

describe('tells every mistake with its line', () => {
  test('of values, missing and unknown members in one go', () => {
    const text = good
      .replace('    enabled: true', '    enabled: yes please')
      .replace('    issuer: https://borealis.example', '    issuer: borealis')
      .replace('  preset: everybody', '  preset: somebody')
      .replace('jira: null', 'jira: null\ncolour: blue');
    const lineOf = (part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;
    const found = mistakes(text);
    expect(found).toContain(`${lineOf('enabled:')} /connections/0/enabled`);
    expect(found).toContain(`${lineOf('issuer:')} /connections/0/issuer`);
    expect(found).toContain(`${lineOf('somebody')} /policy/preset`);
    expect(found.some((each) => each.endsWith(' '))).toBe(true);
    expect(mistakes(good.replace('jira: null', 'colour: blue')).length).toBeGreaterThan(0);
  });

  test('of the form, with the line where reading stopped', () => {
    const parsed = parseFile('policy:\n  preset: everybody\n portal: [\n');
    expect(parsed.ok).toBe(false);
    expect(mistakes('policy: 1\npolicy: 2\n')[0]).toMatch(/^2 /);
  });

  test('in JSON as well', () => {
    const text = JSON.stringify(toFile(someSettings()), null, 2).replace('"everybody"', '"somebody"');
    const line = text.split('\n').findIndex((each) => each.includes('somebody')) + 1;
    expect(mistakes(text)).toEqual([`${line} /policy/preset`]);
  });

  test.each(['', '[]', 'null', 'just a text', '42'])('of a file that is no settings at all: "%s"', (text) => {
    expect(mistakes(text).length).toBeGreaterThan(0);
  });
});

describe('a secret in the file itself', () => {
  test.each([
    'hunter2',
    '{ value: hunter2 }',
    '{ env: hunter2, file: b }',
    '{ env: "1 2" }',
    '{ secret: sec_0000000000000000000000, setAt: 1 }',
  ])('is refused: %s', (value) => {
    const parsed = parseFile(good.replace(/clientSecret:\n\s+env: \w+/, `clientSecret: ${value}`));
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ path: '/connections/0/clientSecret', message: expect.stringContaining('{ env: NAME } or { file: PATH }') }],
    });
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });

  test('is refused for Jira too', () => {
    const parsed = parseFile(
      good.replace(
        'jira: null',
        'jira: { kind: api-token, siteUrl: "https://acme.atlassian.net", email: bot@acme.example, token: hunter2, expiresOn: null }',
      ),
    );
    expect(parsed).toMatchObject({ ok: false, problems: expect.arrayContaining([expect.objectContaining({ path: '/jira/token' })]) });
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });
});

test('a file that repeats itself without end is refused, not read', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g'].map((name, i) => `${name}: &${name} [${`*${'abcdef'[i]},`.repeat(9)}]`).join('\n')}\n`;
  expect(mistakes(bomb).length).toBeGreaterThan(0);
});

test('fifty connections are the most', () => {
  const many = someSettings({ connections: Array.from({ length: 51 }, (_, i) => aConnection({ id: `c${i}` })) });
  expect(mistakes(stringify(toFile(many)))[0]).toMatch(/ \/connections$/);
});
