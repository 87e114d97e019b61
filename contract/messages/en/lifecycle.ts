/** Words for what ends, by its kind, and for the message that tells of it. */
const kinds: Readonly<Record<string, { readonly what: string; readonly advice: string }>> = {
  'provider-certificate': {
    what: 'A certificate of the identity provider',
    advice:
      'Sign-ins go on, but the company will change it soon. Ask whether the new one is in its metadata, or enter it beside the old one.',
  },
  'retiring-certificate': {
    what: 'A certificate that the identity provider does not publish any more',
    advice:
      'From then on it is not trusted. If the company has exchanged it, nothing is to be done. If it still signs with it, ask it to publish it, or take the metadata address out of the connection.',
  },
  'party-certificate': {
    what: 'A certificate of the application',
    advice: 'Ask the people who run the application for the new one, and enter it beside the old one.',
  },
  'own-certificate': {
    what: 'Our own certificate',
    advice: 'Let the operator exchange the key (gatehouse keys rotate signing), and tell providers and applications the new certificate.',
  },
  'own-key': {
    what: 'Our signing key hands over to its successor',
    advice:
      'The successor stands in our metadata already. Where somebody entered our certificate by hand, the new one has to be entered by then.',
  },
  metadata: {
    what: 'What the identity provider published, which cannot be read again',
    advice: 'Open the connection and look why its metadata is refused. What is live stays live.',
  },
  'client-secret': {
    what: 'The client secret at the identity provider',
    advice: 'Make a new one at the provider and enter it; nobody can sign in with one that has ended.',
  },
  'jira-token': {
    what: 'The API token for Jira',
    advice: 'Make a new token in Atlassian and enter it; without it nobody gets in.',
  },
  'sms-code': {
    what: 'The code by text message, as a second step',
    advice:
      'From that day on nobody is offered it. Whoever has nothing else sets up another way at the next sign-in: tell people before, or enter a later day.',
  },
};

const unknownKind = { what: 'Something', advice: 'Open the settings and look.' };

interface Ending {
  readonly kind: string;
  readonly name: string;
  /** Whole days that are left; negative once it is over. */
  readonly days: number;
}

export const expiryWords = {
  what: (kind: string): string => (kinds[kind] ?? unknownKind).what,
  advice: (kind: string): string => (kinds[kind] ?? unknownKind).advice,
  when: (days: number): string =>
    days < 0 ? 'has ended' : days === 0 ? 'ends within a day' : days === 1 ? 'ends tomorrow' : `ends in ${days} days`,
  /** One message for all that is due. `site` is what people call the help centre. */
  mail: (site: string, endings: readonly Ending[]): { subject: string; text: string } => {
    const soonest = Math.min(...endings.map(({ days }) => days));
    const [only] = endings;
    const lines = endings.map(
      ({ kind, name, days }) => `${expiryWords.what(kind)} (${name}) ${expiryWords.when(days)}.\n  ${expiryWords.advice(kind)}`,
    );
    return {
      subject:
        endings.length === 1 && only !== undefined
          ? `${oneLine(site)}: ${expiryWords.what(only.kind).toLowerCase()} ${expiryWords.when(only.days)}`
          : `${oneLine(site)}: ${endings.length} things end, the first ${expiryWords.when(soonest).replace('ends ', '')}`,
      text: `${lines.join('\n\n')}\n\nYou get this message because your address stands under "notifications" in the settings of ${oneLine(site)}.\n`,
    };
  },
};

/** What an administrator has entered goes into the head of a message. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}

/** Words for how published metadata differs from the settings. */
export const metadataWords = {
  'certificate-added': 'Certificate added, trusted beside those of the settings',
  'certificate-unusable': 'Certificate that is not taken over, because its key is too weak',
  'certificate-retiring': 'Certificate that is not published any more, trusted until',
  'certificate-retired': 'Certificate in the settings that is not published any more and not trusted',
  'certificate-unpublished': 'Certificate in the settings that was never published, trusted',
  'certificate-returned': 'Certificate that was retired and is published again, not trusted, waits for approval',
  'no-end': 'Note: the metadata is signed but has no validUntil, so an old copy of it would be believed',
  'sign-on': 'Sign-in address',
  logout: 'Sign-out address',
  'entity-id': 'Entity ID, never taken over',
  address: 'Address',
  keys: (added: number, removed: number): string => `Signing keys: ${added} added, ${removed} removed`,
  standing: { live: 'taken over', waiting: 'waits for approval', dismissed: 'not wanted' },
  none: 'none',
} as const;

/** To the administrators, when a provider has published other addresses. `company` is the name of the connection. */
export function metadataMail(site: string, company: string): { subject: string; text: string } {
  return {
    subject: `${oneLine(site)}: ${oneLine(company)} has published new sign-in addresses`,
    text: `The identity provider "${oneLine(company)}" publishes other addresses than those that people are sent to. Nothing has changed yet.\n\nAsk the company whether it has moved. Then open the provider on the page "Identity providers" in Jira and take the new addresses over, or use "gatehouse connection metadata list" and "approve".\n\nYou get this message because your address stands under "notifications" in the settings of ${oneLine(site)}.\n`,
  };
}

/** To the administrators, when a certificate is published again that was retired. */
export function returnedMail(site: string, company: string): { subject: string; text: string } {
  return {
    subject: `${oneLine(site)}: ${oneLine(company)} publishes a certificate of before`,
    text: `The identity provider "${oneLine(company)}" publishes a certificate again that it had taken away. It is not trusted: whoever can answer at the address of the metadata may be showing an old copy.\n\nAsk the company whether it has gone back to that certificate. If so, open the provider on the page "Identity providers" in Jira and trust it again, or use "gatehouse connection metadata list" and "approve".\n\nYou get this message because your address stands under "notifications" in the settings of ${oneLine(site)}.\n`,
  };
}
