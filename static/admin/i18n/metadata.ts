import { type ErrorCode, errorWords } from '#contract/errors';

/** Words of the panel that shows what a provider publishes. */
export const metadataTexts = {
  title: 'What the provider publishes',
  never: 'Not read yet. The broker reads it within a minute after the connection went live.',
  read: (when: string, again: string) => `Read ${when}. Next: ${again}.`,
  same: 'What the provider publishes and what is live are the same.',
  refresh: 'Read it now',
  refusedTitle: (since: string) => `Refused since ${since}`,
  unknownFault: 'The metadata could not be read. What is live stays as it is.',
  differences: 'Differences',
  certificate: {
    'certificate-added': 'New certificate: trusted beside those in the settings.',
    'certificate-unusable': 'New certificate with a key that is too weak: not taken over.',
    'certificate-retired': 'In the settings, but not published any more: not trusted. You may remove it.',
    'certificate-returned': 'Was published before, and is again: not trusted. It waits for you.',
    'certificate-unpublished': 'In the settings, but never published: trusted, because somebody entered it.',
  },
  noEnd:
    'The metadata is signed, but does not say until when it counts (validUntil): an old copy of it would be believed. Ask the company to publish it with an end.',
  retiring: (until: string) => `Not published any more: trusted until ${until}, then no more.`,
  fingerprint: (text: string) => `SHA-256 ${text}`,
  valid: (from: string, until: string) => `valid from ${from} to ${until}`,
  signOn: 'Sign-in address',
  logout: 'Sign-out address',
  entityId: 'Entity ID',
  entityNever: 'Another entity ID is never taken over by itself.',
  fromTo: (from: string, to: string) => `${from} becomes ${to}`,
  none: 'none',
  standing: { live: 'Live', waiting: 'Waits for you', dismissed: 'Not wanted' },
  addressMoved: (name: string) => `Address ${name}`,
  keys: (added: number, removed: number) => `Signing keys: ${added} new, ${removed} gone. Nothing waits for you.`,
  approve: 'Take the new addresses over',
  approveTitle: 'Send people to the new addresses?',
  approveText: (to: string) =>
    `From now on everybody of this connection signs in at ${to}. Ask the company first whether it has moved: whoever holds this address learns who signs in. You can go back at any time.`,
  approveConfirm: 'Take them over',
  trust: 'Trust the certificate again',
  trustTitle: 'Trust a certificate of before?',
  trustText:
    'It was taken away and is published again. Ask the company first whether it has gone back to it: whoever can answer at the address of the metadata may be showing an old copy, and whoever holds the old key could then sign in as anybody of this company.',
  trustConfirm: 'Trust it',
  dismiss: 'Not wanted',
  undo: 'Go back to the addresses in the settings',
  undone: 'People are sent to the addresses in the settings again.',
  taken: (when: string, who: string | null) =>
    who === null ? `Taken over by the broker itself ${when}.` : `Taken over ${when} by an administrator.`,
  settingsHint: 'Enter the same addresses in the connection when you next edit it; then nothing differs any more.',
  cancel: 'Cancel',
} as const;

/** What a code of the broker means, in words; null for one that this page does not know. */
export function faultWords(code: string): { readonly text: string; readonly action: string } | null {
  return code in errorWords ? errorWords[code as ErrorCode] : null;
}
