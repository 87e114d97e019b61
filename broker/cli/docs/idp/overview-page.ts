import { presets } from '#contract/presets/all';
import type { Preset, PresetVariant } from '#contract/presets/preset';
import { protocolNames } from '#contract/presets/protocol-names';
import { inlineCode, pageOf, table } from '../markdown.ts';
import { documentValues } from './values.ts';

const addressMeanings = {
  redirectUri: 'OpenID Connect and OAuth 2.0: where the provider sends people back to',
  acsUrl: 'SAML: where the provider posts its answers to (assertion consumer service)',
  entityId: 'SAML: our entity ID',
  metadataUrl: 'SAML: our metadata',
  logoutUrl: 'SAML: single logout, by redirect and by POST',
  initiateLoginUri: "OpenID Connect: for sign-in that begins in the provider's own list of applications",
  backChannelLogoutUri: 'OpenID Connect: back-channel logout',
  postLogoutUri: "OpenID Connect: where people come back to after the provider's own sign-out",
} as const;

/** docs/idp/README.md: all providers in one table, and what is the same for each. */
export function overviewPage(): string {
  return pageOf([
    '# Identity providers',
    'How to set up each provider, from the same data as the admin page. These pages are generated from `contract/presets` by `npm run docs`; a test fails when they are out of date. The admin page shows the same steps with the values of your connection filled in, each with a button to copy it.',
    table(['Provider', 'Protocols, the recommended one first', 'Comes by default', 'Console'], presets.map(rowOf)),
    'A provider that is not in the list works by *Other SAML provider*, *Other OpenID Connect provider* or *Other OAuth 2.0 provider*. The preset decides nothing: everything that it fills in can be changed.',
    '## The blanks in braces',
    '`{login host}` is the host name of your login host, `{short name}` that of the connection; both never change. The other blanks stand for what you answered, such as `{issuer}`.',
    table(
      ['Address', 'What it is'],
      Object.entries(addressMeanings).map(([name, meaning]) => [inlineCode(documentValues[name as keyof typeof addressMeanings]), meaning]),
    ),
    '## Whose word about an address counts',
    'An e-mail address leads to an account in Jira, once, when a person signs in for the first time. So it has to be certain: either the provider says of each address that it verified it (`email_verified` of OpenID Connect), or the connection says that the provider is the authority for a list of domains, and then only addresses of these domains count. SAML has no word for "verified", so there it is always the list. Choose the authority only for domains whose addresses the company alone gives out.',
    '## Never tried at the vendors',
    "None of these presets has been tried at the vendor itself: they rest on the vendors' public documents, and consoles change their words. What a preset fills in is checked by tests against the rules of the settings; the protocols are tested against other implementations and against providers that lie. Where a console says something else, the test of the connection names the setting that does not fit.",
  ]);
}

function rowOf({ id, name, consoleUrl, variants }: Preset): string[] {
  return [
    `[${name}](${id}.md)`,
    variants.map(({ protocol }) => protocolNames[protocol]).join(', '),
    variants.map(comesByDefault).join('<br>'),
    consoleUrl === null ? '' : `<${consoleUrl}>`,
  ];
}

/** Where address and groups are read from, and whether the vendor says that an address is verified. */
function comesByDefault(variant: PresetVariant): string {
  if (variant.protocol === 'email-code') return 'the address, proven by the code';
  const { email, groups } = variant.defaults.mapping;
  const trust = variant.defaults.emailTrust === 'verified' ? 'says whether it is verified' : 'for a list of domains';
  return `${protocolNames[variant.protocol]}: ${inlineCode(email)}, ${trust}; ${groups === null ? 'no groups' : inlineCode(groups)}`;
}
