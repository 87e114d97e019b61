import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { presets } from '#contract/presets/all';
import { applicationPresets } from '#contract/presets/applications';
import { plain } from '../../../../broker/cli/docs/markdown.ts';
import { generatedPages } from '../../../../broker/cli/docs/pages.ts';

const pages = generatedPages();

test.each([...pages])('docs/%s is what the data says; "npm run docs" writes it', (path, text) => {
  expect(readFileSync(`docs/${path}`, 'utf8')).toBe(text);
});

test('docs/idp holds the overview and a page for every preset, and nothing else', () => {
  const expected = ['README.md', ...presets.map(({ id }) => `${id}.md`)];
  expect(readdirSync('docs/idp').sort()).toEqual(expected.sort());
});

test('docs/applications holds the overview and a page for every kind of application, and nothing else', () => {
  const expected = ['README.md', ...applicationPresets.map(({ id }) => `${id}.md`)];
  expect(readdirSync('docs/applications').sort()).toEqual(expected.sort());
});

describe.each([...pages].filter(([path]) => path.startsWith('applications/')))('docs/%s', (_, text) => {
  test('has no mark that nobody filled in, and links to what is there', () => {
    for (const [, mark = ''] of text.matchAll(/\{([^}]+)\}/g)) expect(['login host', 'short name']).toContain(mark);
    expect(text).not.toMatch(/[ \t]$/m);
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) expect(pages.has(`applications/${target}`)).toBe(true);
  });
});

test('the overview names and links every provider, with its protocols', () => {
  const overview = pages.get('idp/README.md') ?? '';
  for (const { id, name } of presets) expect(overview).toContain(`| [${name}](${id}.md) | `);
  expect(overview).toContain('| SAML 2.0, OpenID Connect |');
  expect(overview.match(/None of these presets has been tried/g)).toHaveLength(1);
});

describe.each([...pages].filter(([path]) => path.startsWith('idp/')))('docs/%s', (_, text) => {
  test('has no mark that nobody filled in, and no space at the end of a line', () => {
    const blanks = ['login host', 'short name', 'metadata of the provider', 'issuer'];
    const asked = presets.flatMap(({ variants }) => variants.flatMap(({ questions }) => questions.map(({ name }) => name)));
    for (const [, mark = ''] of text.matchAll(/(?<!\$)\{([^}]+)\}/g)) expect([...blanks, ...asked]).toContain(mark);
    expect(text).not.toMatch(/[ \t]$/m);
  });

  test('links to pages and headings that are there', () => {
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll('.', '').replaceAll(' ', '-'),
    );
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      if (target.startsWith('#')) expect(headings).toContain(target.slice(1));
      else expect(pages.has(`idp/${target}`)).toBe(true);
    }
  });
});

test('stars and brackets of an expression stay what they are', () => {
  expect(plain('CN=([^,]+),.* and <b>')).toBe('CN=(\\[^,\\]+),.\\* and \\<b>');
});
