import type { MethodKind } from '#contract/settings/methods';

/** Words of the messages that go out of band: to a person about their second steps, and to administrators. `{name}` marks a value. */
interface NoticeWords {
  readonly subject: string;
  readonly text: string;
}

/** A method within a sentence. */
export const noticeMethods: Readonly<Record<MethodKind, string>> = {
  webauthn: 'a security key or passkey',
  push: 'confirmation on a phone',
  totp: 'an authenticator app',
  'oath-token': 'a hardware token',
  'yubico-otp': 'the code of a YubiKey',
  'sms-code': 'a code by text message',
  'email-code': 'a code by e-mail',
  'recovery-code': 'recovery codes',
  'temporary-pass': 'a temporary pass',
};

const ifNot = 'If it was you, you need do nothing. If not, tell the people who run {site} at once: somebody may know your password.';

export const personNotices = {
  'factor-added': {
    subject: '{site}: a second step was set up',
    text: `A new second step was set up for your sign-in at {site}: {method}.\n\n${ifNot}`,
  },
  'factor-renamed': {
    subject: '{site}: a second step was given another name',
    text: `One of your second steps at {site} was given another name: {method}.\n\n${ifNot}`,
  },
  'factor-removed': {
    subject: '{site}: a second step was removed',
    text: `One of your second steps at {site} was removed: {method}. It does not work any more.\n\n${ifNot}`,
  },
  'recovery-codes-made': {
    subject: '{site}: new recovery codes were made',
    text: `New recovery codes were made for you at {site}. Older ones do not work any more.\n\n${ifNot}`,
  },
  'recovery-code-used': {
    subject: '{site}: a recovery code was used',
    text: `One of your recovery codes was used to sign in at {site}. {left}\n\n${ifNot}`,
  },
  locked: {
    subject: '{site}: too many wrong codes',
    text: 'So many wrong codes were entered for you at {site} that codes are not accepted until {until}.\n\nWhoever got so far has signed in at your company as you. If it was you, wait and try again. If not, change your password at your company and tell the people who run {site}.',
  },
  'not-me': {
    subject: '{site}: a sign-in was stopped',
    text: 'On your phone, a sign-in at {site} was marked as not yours. It was stopped, and no more requests are sent to your phone for a day; your other second steps still work.\n\nWhoever tried has signed in at your company as you: change your password there. The people who run {site} have been told.',
  },
  'browser-stolen': {
    subject: '{site}: a browser is not remembered any more',
    text: 'The mark by which {site} remembered one of your browsers was used in two places. Somebody may have copied it, so no browser with it is remembered any more, and a second step is asked for again.\n\nIf you have not restored a computer from a backup, have it looked at, and tell the people who run {site}.',
  },
  'pass-used': {
    subject: '{site}: a temporary pass was used',
    text: `The temporary pass that an administrator issued for you was used to sign in at {site}.\n\n${ifNot}`,
  },
  reset: {
    subject: '{site}: your second steps were reset',
    text: 'An administrator of {site} has removed all your second steps and recovery codes. At your next sign-in you set up new ones.\n\nIf you did not ask for that, tell the people who run {site} at once.',
  },
  'key-cloned': {
    subject: '{site}: a security key was refused',
    text: 'One of your security keys answered as a copy would, so it was refused at {site}.\n\nIf you have no second key that is a copy of it, somebody else may: remove it from your second steps, and tell the people who run {site}.',
  },
} as const satisfies Readonly<Record<string, NoticeWords>>;

export const administratorNotices = {
  'sms-budget-low': {
    subject: '{site}: most text messages of today are spent',
    text: 'So many text messages with codes were sent today that 80 % of the day’s number are spent. At the end of it nobody gets one before tomorrow (UTC).\n\nIf that is more than usual, look who asks for them before you raise the number on the page "Second factor".',
  },
  'sms-budget-spent': {
    subject: '{site}: no more text messages today',
    text: 'The day’s number of text messages with codes is spent. Until tomorrow (UTC) people are offered their other second steps.\n\nIf that is more than usual, look who asks for them before you raise the number on the page "Second factor".',
  },
  'sms-set-ups-spent': {
    subject: '{site}: no more new numbers today',
    text: 'Of the day’s text messages half is kept for people who have set their number up. The other half is for new numbers, and no single company gets more than half of that; a company, or all together, have used theirs up. Until tomorrow (UTC) its people cannot add a number; whoever has one gets codes as before.\n\nIf that is more than usual, look who asks for them before you raise the day’s number on the page "Second factor".',
  },
  'sms-country-paused': {
    subject: '{site}: new numbers of {country} are paused',
    text: 'People of one company had codes sent to new numbers of {country} in the last hour, and fewer than a third were typed. That is how it looks when messages are collected for money. So until tomorrow (UTC) they can set up no number of {country}; numbers that are set up get codes as before.\n\nIf nobody of yours has such a number, take the country from the list on the page "Second factor".',
  },
  'not-me': {
    subject: '{site}: somebody signed in as another person',
    text: '{person} was asked on their phone to confirm a sign-in at {site} and answered that it was not them. The sign-in was stopped, and requests to their phone rest for a day.\n\nWhoever tried has their password at the company. Talk to them, and have it changed.',
  },
  'key-cloned': {
    subject: '{site}: a security key may have been copied',
    text: 'A security key of {person} answered with a counter that went back, as a copy would. It was refused.\n\nTalk to them. If the key is not theirs alone, remove it.',
  },
  'browser-stolen': {
    subject: '{site}: a remembered browser may have been copied',
    text: 'The mark of a remembered browser of {person} was used in two places. It is void now, and a second step is asked for again.\n\nTalk to them. If they have not restored a computer from a backup, have it looked at.',
  },
} as const satisfies Readonly<Record<string, NoticeWords>>;

export const noticeTexts = {
  when: 'When: {time}',
  address: 'Address: {address}',
  place: 'Place: {place}',
  /** Where the file of the operator is that of DB-IP, whose licence (CC BY 4.0) asks for it. */
  placeByDbip: 'Place: {place} (IP geolocation by DB-IP)',
  browser: 'Browser: {browser}',
  /** One day's last of its kind. */
  last: 'This has happened several times today. You get no more messages about it before tomorrow (UTC).',
  /** To administrators: the third about one person, and the first about the twentieth. */
  lastOfPerson: 'This was the third time today. You get no more messages of this kind about this person before tomorrow (UTC).',
  lastPerson: 'This is the twentieth person today. You get no messages of this kind about others before tomorrow (UTC).',
  toPerson: 'Messages like this one hold no links and no codes, and nobody from {site} will ask you for a code.',
  toAdministrators: 'You get this message because your address stands under "notifications" in the settings of {site}.',
  /** After a recovery code. */
  left: {
    none: 'None is left: make new ones now.',
    one: 'One is left: make new ones soon.',
    few: 'Only {count} are left: make new ones soon.',
    many: '{count} are left.',
  },
} as const;
