import { durationInWords } from '#contract/messages/en/traces';

/** Words of support codes, latest sign-ins and kept messages. */
export const traceWords = {
  portal: 'The portal',
  looking: 'Looking …',
  outcome: { 'signed-in': 'Signed in', refused: 'Refused' },
  facts: {
    at: 'When',
    took: 'Took',
    connection: 'Identity provider',
    application: 'Application',
    code: 'Error',
    supportCode: 'Support code',
  },
  none: 'None',
  timeline: 'What happened, step by step',
  ok: 'Went well',
  failed: 'Failed',
  after: (ms: number) => `after ${durationInWords(ms)}`,
  lasted: (ms: number) => durationInWords(ms),
  checks: 'Passed',
  /** What checks are called here, where they are called otherwise than in a test. */
  checkNames: { 'in-response-to': 'Answers our request' } as Readonly<Record<string, string>>,
  claims: 'Received',
  understood: 'Understood',
  valuesHidden: 'Names and numbers only; what the values were is kept nowhere.',
  foundFacts: {
    'clock-difference-seconds': 'Seconds that the provider’s clock is ahead',
    'issuer-found': 'Issuer in the message',
    'audience-found': 'Audience in the message',
    'destination-found': 'Destination in the message',
    'provider-answer': 'The provider’s own answer',
    'name-id-format': 'Form of the name',
    'groups-overage': 'Groups left out because there are too many',
  } as Readonly<Record<string, string>>,
  kept: {
    title: 'Messages of this sign-in',
    show: 'Show the messages',
    gone: 'There are no messages of this sign-in any more. They are kept for 24 hours at most, and only of the first sign-ins of the hour.',
    warning:
      'They hold personal data of the person who signed in. Signatures, certificates and tokens are masked. That you looked is written down.',
  },
  page: {
    title: 'Support',
    intro: 'For whoever helps people that cannot sign in.',
  },
  desk: {
    title: 'Latest sign-ins',
    intro: 'Who signed in is not kept, only when, how long it took and how it ended, for 30 days.',
    connection: 'Identity provider',
    noConnections: 'There is no identity provider yet.',
    empty: 'Nobody has signed in by this identity provider within the last 30 days.',
    list: 'Latest sign-ins, newest first',
    open: (code: string) => `Open ${code}`,
    reload: 'Load again',
  },
  activity: {
    unknown: 'When people last signed in is not known at the moment',
    never: 'Nobody has signed in within the last 30 days',
    last: (time: string) => `Last sign-in: ${time}`,
    capturing: (until: string) => `Messages are kept until ${until}`,
  },
  capture: {
    title: 'Keep messages to find a fault',
    intro:
      'For one hour, what this identity provider says in a sign-in is kept for you, without signatures and tokens. Everybody who signs in by it is told before and goes on by their own hand. It is deleted after 24 hours.',
    start: 'Keep messages for an hour',
    question: 'Keep the messages of this identity provider?',
    questionText:
      'From now on, for one hour, everybody who signs in by it reads that their sign-in is recorded, and has to go on by themselves. What is kept holds names, addresses and groups of people. That you switched it on is written down.',
    confirm: 'Keep messages',
    cancel: 'Cancel',
    stop: 'Stop now',
    running: (until: string, kept: number) =>
      `Messages are kept until ${until}. So far those of ${kept === 1 ? 'one sign-in' : `${kept} sign-ins`}.`,
    empty: 'Nothing is kept.',
    list: 'Kept sign-ins, newest first',
    proven: 'Accepted',
    show: 'Show',
    showOf: (time: string) => `Show the messages of ${time}`,
    forget: 'Delete what is kept',
    forgetQuestion: 'Delete all messages that are kept?',
    forgetText: 'The messages of every sign-in by this identity provider are deleted at once. Traces stay.',
    forgetConfirm: 'Delete',
  },
} as const;
