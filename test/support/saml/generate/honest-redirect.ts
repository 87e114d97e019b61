import type { Seeded } from '../../seeded.ts';
import { portal, portalAcs, slo, sso } from '../redirect.ts';
import { at } from '../response.ts';
import { escaped } from './markup.ts';

const redirectMessages = ['AuthnRequest', 'LogoutRequest', 'LogoutResponse'] as const;
export type RedirectMessageName = (typeof redirectMessages)[number];

/** A message for the Redirect binding that a good application could write, and what it says. */
export interface HonestRedirectMessage {
  readonly name: RedirectMessageName;
  readonly xml: string;
  readonly relayState: string | null;
  /** By the names that the readers of the second opinion use. */
  readonly facts: Readonly<Record<string, string | null | readonly string[]>>;
}

const formats = ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', null];
const people = ['alice', 'alice@customer.example', 'qm:0123', 'Ädams & Sons', '<alice>', ' alice '];
const relayStates = [null, 'opaque', 'a b+c', 'https://portal.example/start?x=1&y=2', 'é', ''];
const namespaces = { p: 'urn:oasis:names:tc:SAML:2.0:protocol', a: 'urn:oasis:names:tc:SAML:2.0:assertion' };

/** Writes one of the three messages with some of what may be in it. */
export function honestRedirectMessage(random: Seeded): HonestRedirectMessage {
  const name = random.pick(redirectMessages);
  const [p, a] = random.pick([
    ['samlp', 'saml'],
    ['saml2p', 'saml2'],
    ['samlp', ''],
    ['', 'saml'],
  ] as const);
  const gap = random.pick(['', '', '\n', '\n  ']);
  const tag = (prefix: string, local: string) => (prefix === '' ? local : `${prefix}:${local}`);
  const declare = (prefix: string, uri: string) => (prefix === '' ? `xmlns="${uri}"` : `xmlns:${prefix}="${uri}"`);
  const inA = (local: string, attributes: string, content: string) =>
    `<${tag(a, local)} ${declare(a, namespaces.a)}${attributes}>${content}</${tag(a, local)}>`;
  const inP = (local: string, attributes: string, content = '') => `<${tag(p, local)}${attributes}>${content}</${tag(p, local)}>`;
  const format = (value: string | null) => (value === null ? '' : ` Format="${value}"`);

  const relayState = random.pick(relayStates);
  const id = `_${random.below(1_000_000)}`;
  const destination = name === 'AuthnRequest' ? sso : slo;
  const issuer = inA('Issuer', '', portal);
  const common = { id, issuer: portal, destination, relayState };
  const envelope = (attributes: string, content: readonly string[]) =>
    `<${tag(p, name)} ${declare(p, namespaces.p)} ID="${id}" Version="2.0" IssueInstant="${at(0)}" Destination="${destination}"${attributes}>${gap}${content.join(gap)}${gap}</${tag(p, name)}>`;

  switch (name) {
    case 'AuthnRequest': {
      const nameIdFormat = random.pick(formats);
      const acsUrl = random.chance(0.2) ? null : portalAcs;
      const flags = random.chance(0.3) ? random.pick([' ForceAuthn="true"', ' IsPassive="false"', ' ForceAuthn="1" IsPassive="0"']) : '';
      const context = random.chance(0.3)
        ? inP('RequestedAuthnContext', ' Comparison="exact"', inA('AuthnContextClassRef', '', 'https://refeds.org/profile/mfa'))
        : '';
      const policy = nameIdFormat === null && random.chance(0.5) ? '' : inP('NameIDPolicy', `${format(nameIdFormat)} AllowCreate="true"`);
      const subject = random.chance(0.2) ? inA('Subject', '', inA('NameID', '', escaped(random.pick(people)))) : '';
      const xml = envelope(`${acsUrl === null ? '' : ` AssertionConsumerServiceURL="${acsUrl}"`}${flags}`, [
        issuer,
        subject,
        policy,
        context,
      ]);
      return { name, xml, relayState, facts: { ...common, acsUrl, nameIdFormat } };
    }
    case 'LogoutRequest': {
      const [nameId, nameFormat] = [random.pick(people), random.pick(formats)];
      const sessions = random.pick([[], ['session1'], ['session1'], ['session1', 'session2']]);
      const content = [
        issuer,
        inA('NameID', format(nameFormat), escaped(nameId)),
        ...sessions.map((each) => inP('SessionIndex', '', each)),
      ];
      const xml = envelope(random.chance(0.5) ? ` NotOnOrAfter="${at(300)}"` : '', content);
      return { name, xml, relayState, facts: { ...common, nameId, format: nameFormat, sessions, 'first session': sessions[0] ?? null } };
    }
    case 'LogoutResponse': {
      const status = random.chance(0.15) ? 'Responder' : 'Success';
      const code = inP('StatusCode', ` Value="urn:oasis:names:tc:SAML:2.0:status:${status}"`);
      const xml = envelope(' InResponseTo="_logout1"', [issuer, inP('Status', '', code)]);
      return { name, xml, relayState, facts: { issuer: portal, relayState, inResponseTo: '_logout1', status } };
    }
  }
}
