import type { ApplicationPreset } from '#contract/presets/applications';
import { inlineCode, pageOf, plain, table } from '../markdown.ts';
import { stepList } from '../steps.ts';
import { nameFormats } from './told.ts';
import { documentValues } from './values.ts';

const signs = { assertion: 'the assertion', response: 'the response', both: 'the assertion and the response' } as const;
const algorithms = { 'rsa-sha256': 'RSA-SHA256', 'ecdsa-sha256': 'ECDSA-SHA256 (P-256)' } as const;

const hereNames = {
  entityId: 'Entity ID of the application',
  acs: 'Its address for answers (ACS)',
  ourEntityId: 'Our entity ID',
  ourSsoUrl: 'Our sign-in address',
  ourSloUrl: 'Our sign-out address',
  ourCertificate: 'Our certificate',
} as const;

/** docs/applications/<id>.md: how one kind of application is set up. */
export function applicationPage({ name, text, consoleUrl, guide, defaults, pitfalls, fieldNames }: ApplicationPreset): string {
  return pageOf([
    `# ${name}`,
    'This page is generated from `contract/presets/applications.ts` by `npm run docs`. [All applications](README.md), and what stands for the blanks in braces. Where a step says "the form", it means the page *Applications* of the admin pages in Jira.',
    plain(text),
    ...(consoleUrl === null ? [] : [`Console: <${consoleUrl}>`]),
    '## Steps',
    stepList(guide, documentValues),
    '## What is called what',
    table(
      ['Here', 'There'],
      Object.entries(hereNames).map(([key, here]) => [here, plain(fieldNames[key as keyof typeof hereNames] ?? 'there is none')]),
    ),
    '## What is filled in',
    table(['Setting', 'Value'], defaultRows(defaults)),
    '## What usually goes wrong',
    pitfalls.map((pitfall) => `* ${plain(pitfall)}`).join('\n'),
  ]);
}

function defaultRows({ nameId, attributes, sign, algorithm, signedRequests, policy }: ApplicationPreset['defaults']): string[][] {
  return [
    ['NameID', `${nameFormats[nameId.format]}: ${inlineCode(nameId.value)}`],
    ...attributes.map(({ name, value }) => [`Attribute ${inlineCode(name)}`, inlineCode(value)]),
    ['Signed', `${signs[sign]}, ${algorithms[algorithm]}`],
    ['Requests', signedRequests ? 'must be signed' : 'need no signature; answers go to registered addresses only'],
    ['Second factor', policy === null ? 'as everywhere' : policy.preset],
  ];
}
