import { stringify } from 'yaml';
import { offeredAssurance } from '#contract/presets/assurance';
import type { Preset, PresetVariant } from '#contract/presets/preset';
import { protocolNames } from '#contract/presets/protocol-names';
import { code, pageOf, plain, table } from '../markdown.ts';
import { stepList } from '../steps.ts';
import { defaultRows } from './defaults.ts';
import { documentValues } from './values.ts';

/** The page of one provider (docs/idp/<id>.md): every protocol that it speaks, the recommended one first. */
export function presetPage({ id, name, consoleUrl, variants }: Preset): string {
  const [first, ...others] = variants;
  const links = variants.map(({ protocol }) => `[${protocolNames[protocol]}](#${anchorOf(protocolNames[protocol])})`);
  return pageOf([
    `# ${name}`,
    'This page is generated from `contract/presets` by `npm run docs`. [All providers](README.md), and what stands for the blanks in braces. Where a step says "below", it means the form of the admin page.',
    ...(consoleUrl === null ? [] : [`Console: <${consoleUrl}>`]),
    ...(others.length === 0 ? [] : [`Recommended: ${links[0]}. Otherwise: ${links.slice(1).join(', ')}.`]),
    ...[first, ...others].flatMap((variant) => sectionOf(id, variant)),
  ]);
}

/** As GitHub makes them: lower case, hyphens for spaces, no dots. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll('.', '').replaceAll(' ', '-');
}

function sectionOf(id: Preset['id'], variant: PresetVariant): string[] {
  const rows = defaultRows(variant);
  return [
    `## ${protocolNames[variant.protocol]}`,
    ...questionsOf(variant),
    '### Steps',
    stepList(variant.guide, documentValues),
    ...namesOf(variant),
    ...(rows.length === 0 ? [] : ['### What is filled in', table(['Setting', 'Value'], rows)]),
    ...assuranceOf(id, variant),
    '### What usually goes wrong',
    variant.pitfalls.map((pitfall) => `* ${plain(pitfall)}`).join('\n'),
  ];
}

/** What the provider says of a second factor, as it would stand in a settings file. */
function assuranceOf(id: Preset['id'], { protocol }: PresetVariant): string[] {
  const offer = protocol === 'oidc' ? offeredAssurance(id, 'oidc') : protocol === 'saml' ? offeredAssurance(id, 'saml') : null;
  if (offer === null) return [];
  return [
    '### What may count as a second factor',
    'Nothing does until an administrator says so: without this, whoever comes from the provider has proven one factor. Take it over when you know that the company asks its people for a second one, and raise what it counts as when you know which.',
    code('yaml', stringify({ assurance: offer }).trimEnd()),
  ];
}

function questionsOf({ questions }: PresetVariant): string[] {
  if (questions.length === 0) return [];
  return [
    '### What you are asked for',
    table(
      ['Question', 'Answer'],
      questions.map(({ label, hint }) => [label, plain(hint)]),
    ),
  ];
}

const hereNames: Readonly<Record<string, string>> = {
  entityId: "Provider's entity ID",
  signOn: 'Sign-in address',
  logout: 'Logout address',
  certificate: 'Certificate',
  ourEntityId: 'Our entity ID',
  ourAcsUrl: 'Our assertion consumer service',
  clientId: 'Client ID',
  clientSecret: 'Client secret',
  redirectUri: 'Our redirect address',
};

function namesOf(variant: PresetVariant): string[] {
  if (variant.protocol === 'email-code') return [];
  const rows = Object.entries(variant.fieldNames).map(([name, there]) => [
    hereNames[name] ?? name,
    there === null ? 'there is none' : plain(there),
  ]);
  return ['### What is called what', table(['Here', 'There'], rows)];
}
