import { type ApplicationPreset, applicationPresets } from '#contract/presets/applications';
import { inlineCode, pageOf, table } from '../markdown.ts';
import { factWords, nameFormats } from './told.ts';
import { documentValues } from './values.ts';

const addressMeanings = {
  entityId: 'Our entity ID (issuer of our answers)',
  ssoUrl: 'Single sign-on, by HTTP-Redirect and HTTP-POST',
  sloUrl: 'Single logout, by HTTP-Redirect and HTTP-POST; signed messages only',
  metadataUrl: 'Our metadata for this application, once it is live',
} as const;

/** docs/applications/README.md: what can stand behind the broker, and what is the same for all of it. */
export function applicationsOverview(): string {
  return pageOf([
    '# Applications',
    'An application trusts what the broker says about people: SAML 2.0, the broker is its identity provider. The portal is one by itself and needs no setting. These pages are generated from `contract/presets/applications.ts` by `npm run docs`; a test fails when they are out of date. The admin page *Applications* shows the same steps with your values filled in.',
    table(['Application', 'For', 'NameID', 'Is told besides'], applicationPresets.map(rowOf)),
    '## Our addresses',
    '`{login host}` is the host name of your login host, `{short name}` that of the application; both never change.',
    table(
      ['Address', 'What it is'],
      Object.entries(addressMeanings).map(([name, meaning]) => [inlineCode(documentValues[name as keyof typeof addressMeanings]), meaning]),
    ),
    '## What an application is told',
    'Nothing that is not registered for it. What is not known of a person is left out, never sent empty. The form *Applications* has a preview that goes by the same rules as a sign-in.',
    table(
      ['Value', 'What it is'],
      Object.entries(factWords).map(([value, meaning]) => [inlineCode(value), meaning]),
    ),
    '* Second factors belong to a person of one connection. An application without accounts here that knows people by their address lets in whoever reads the mailbox and comes by another connection that takes any address, as somebody without a second factor yet: give it `subject` as the name, or list the connections that may lead to it.',
    '* An e-mail address is told only if the connection may speak for its domain. As a NameID in the form of an address nothing else is possible.',
    "* Where several connections lead to an application, its NameID is `subject`, `account-id` or `email`: anything else one company could say of another company's people.",
    '* `transient` names are new for each session, so they say nothing about anybody.',
    '## Second factor',
    'Each application goes by the rule for everybody (*as everywhere*) or has its own: *always* or *never*. Whoever has proven a second factor in a session is not asked again in it.',
    '## Certificates',
    'Answers are signed with a key of the tenant. While keys are exchanged, the admin page and our metadata show the certificate that signs now and the one that signs next: an application that takes both never notices. What the page *Applications* says of the certificate of an application is about its own key, with which its requests are checked.',
  ]);
}

function rowOf({ id, name, text, defaults }: ApplicationPreset): string[] {
  const { nameId, attributes } = defaults;
  const told = attributes.map(({ value }) => inlineCode(value)).join(', ');
  return [`[${name}](${id}.md)`, text, `${nameFormats[nameId.format]}: ${inlineCode(nameId.value)}`, told];
}
