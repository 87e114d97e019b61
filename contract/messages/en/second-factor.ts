import type { MethodKind } from '#contract/settings/methods';

/** What people read of one method. */
export interface MethodTexts {
  readonly name: string;
  /** Of the button that leads to it from another method. */
  readonly instead: string;
  /** The page that asks for it. */
  readonly use: { readonly heading: string; readonly text: string; readonly label: string; readonly hint: string };
  /** The page that sets it up; null where nobody does that by hand. */
  readonly enrol: {
    /** One sentence for the choice among several. */
    readonly choice: string;
    readonly heading: string;
    readonly text: string;
    readonly label: string;
    readonly hint: string;
  } | null;
}

export const methodTexts: Readonly<Record<MethodKind, MethodTexts>> = {
  webauthn: {
    name: 'Security key or passkey',
    instead: 'Use a security key or passkey',
    use: {
      heading: 'Confirm that it is you',
      text: 'Use your security key or passkey: plug it in and touch it, hold it to your phone, or unlock this device.',
      label: 'Security key or passkey',
      hint: 'Your browser asks you for it.',
    },
    enrol: {
      choice: 'The safest: a key you plug in or hold to your phone, or this device itself. Fake sign-in pages cannot use it.',
      heading: 'Add a security key or passkey',
      text: 'Your browser asks for the key or for this device. Follow what it says.',
      label: 'Name',
      hint: 'For you alone, so that you know which one it is.',
    },
  },
  push: {
    name: 'Confirmation on your phone',
    instead: 'Confirm on your phone',
    use: {
      heading: 'Confirm on your phone',
      text: 'Open the request on your phone and enter this number there.',
      label: 'Number',
      hint: 'Only enter it if you are signing in right now.',
    },
    enrol: {
      choice: 'A request on your phone that you answer with a number. Nothing to install from a shop.',
      heading: 'Pair your phone',
      text: 'Scan this picture with the camera of your phone and follow what it says.',
      label: 'Name of the phone',
      hint: 'For you alone, so that you know which one it is.',
    },
  },
  totp: {
    name: 'Authenticator app',
    instead: 'Use the authenticator app',
    use: {
      heading: 'Confirm that it is you',
      text: 'Enter the code that your authenticator app shows now.',
      label: 'Code from your app',
      hint: '6 digits, new every 30 seconds.',
    },
    enrol: {
      choice: 'An app on your phone shows a new code every 30 seconds. It works without a network.',
      heading: 'Set up your second step',
      text: 'From now on, a code from an app on your phone protects your account as well.',
      label: 'Code from your app',
      hint: '6 digits. It proves that the app is set up.',
    },
  },
  'oath-token': {
    name: 'Hardware token',
    instead: 'Use the hardware token',
    use: {
      heading: 'Confirm that it is you',
      text: 'Enter the code that your hardware token shows now.',
      label: 'Code from your token',
      hint: '6 or 8 digits.',
    },
    enrol: {
      choice: 'A small device with a display that your organization gave you.',
      heading: 'Register your hardware token',
      text: 'Enter the number on its back and two codes, one after the other.',
      label: 'Code',
      hint: 'Then wait for the next one, or press the button again.',
    },
  },
  'yubico-otp': {
    name: 'YubiKey code',
    instead: 'Use the code of a YubiKey',
    use: {
      heading: 'Confirm that it is you',
      text: 'Put the cursor into the field and touch your YubiKey. It types the code by itself.',
      label: 'Code of your YubiKey',
      hint: 'Touch your key now.',
    },
    enrol: {
      choice: 'A YubiKey that types a long code when you touch it.',
      heading: 'Register your YubiKey',
      text: 'Put the cursor into the field and touch your YubiKey. It types a code by itself.',
      label: 'Code of your YubiKey',
      hint: 'Touch your key now: about a second, on its golden disc or edge.',
    },
  },
  'sms-code': {
    name: 'Code by text message',
    instead: 'Get a code by text message',
    use: {
      heading: 'Enter the code',
      text: 'A text message with a code is on its way to {to}.',
      label: 'Code from the message',
      hint: 'It may take a minute.',
    },
    enrol: {
      choice: 'A code is sent to your mobile phone. Less safe than the ways above.',
      heading: 'Add your mobile number',
      text: 'A text message with a code is sent to it now, and at sign-ins that ask for a second step. A message can be read by others who get hold of your number: if you can, set up one of the other ways as well.',
      label: 'Code from the message',
      hint: 'It may take a minute.',
    },
  },
  'email-code': {
    name: 'Code by e-mail',
    instead: 'Get a code by e-mail',
    use: {
      heading: 'Enter the code',
      text: 'A message with a code is on its way to {to}.',
      label: 'Code from the message',
      hint: 'It may take a minute. Look into the junk folder as well.',
    },
    enrol: null,
  },
  'recovery-code': {
    name: 'Recovery code',
    instead: 'Use a recovery code instead',
    use: {
      heading: 'Use a recovery code',
      text: 'Enter one of the recovery codes that you were given when you set up your second step. Each works once.',
      label: 'Recovery code',
      hint: '16 letters and digits, with or without hyphens.',
    },
    enrol: null,
  },
  'temporary-pass': {
    name: 'Temporary pass',
    instead: 'Use a temporary pass',
    use: {
      heading: 'Use your temporary pass',
      text: 'Enter the pass that the help desk gave you. It works once.',
      label: 'Temporary pass',
      hint: '12 letters and digits, with or without hyphens.',
    },
    enrol: null,
  },
};

/** What the pages of the second factor say besides. `{name}` marks a value that the page fills in. */
export const secondFactorTexts = {
  title: 'Second step',
  setUpTitle: 'Set up your second step',
  signingInAs: 'Signing in as {person}',
  goOn: 'Go on',
  confirm: 'Confirm',
  cancel: 'Cancel',
  codesOf: 'For signing in as {person}',
  again: 'Send another code',
  insteadTo: 'Send it to {to} instead',
  toAnother: 'Use another number',
  againIn: 'You can ask for another code in {seconds} seconds.',
  tryAgain: 'Try again',
  remember: 'Do not ask again in this browser for {days} days',
  rememberHint: 'Only on a device that nobody else uses.',
  otherSetUps: 'Or set up another way:',
  steps: ['Set up', 'Confirm', 'Keep your codes'],
  choose: {
    heading: 'Set up your second step',
    text: 'This site asks for a second step after your company’s sign-in. Choose how you want to do it.',
    label: 'Ways',
    button: 'Set up',
  },
  later: { button: 'Not now', text: 'You can put this off until {date}.' },
  name: { label: 'Name (optional)', hint: 'For you alone, so that you know which one it is.' },
  scan: {
    text: 'Open an authenticator app (for example Microsoft or Google Authenticator), add an account and scan this picture.',
    picture: 'QR code for your authenticator app',
    openApp: 'On your phone already? Open your authenticator app',
    byHand: 'Cannot scan? Enter this key by hand',
    secret: 'Key',
  },
  key: {
    withoutScript: 'This way needs JavaScript, which your browser does not run here. Allow it for this site, or choose another way.',
    create: {
      button: 'Add the key',
      words: {
        InvalidStateError: 'This key is set up for you already. Use another one.',
        NotSupportedError: 'This key cannot be used here: it knows none of the ways to sign that are accepted.',
      },
    },
    get: {
      button: 'Use the key',
      words: {
        InvalidStateError: 'None of your keys was found here. Use the key that you set up, or choose another way.',
        NotSupportedError: 'This key cannot be used here. Choose another way.',
      },
    },
    /** By the names that browsers give to what went wrong (WebAuthn 3, 5.1.3 and 5.1.4). */
    words: {
      NotAllowedError:
        'Nothing was confirmed: it was cancelled, took too long, or none of your keys was there. Try again, or choose another way.',
      AbortError: 'It was cancelled. Try again, or choose another way.',
      SecurityError: 'Keys do not work at this address. Look at the address of this page: it must be the one you always sign in at.',
      ConstraintError: 'This key cannot check that it is you, by PIN, finger or face, as it has to here. Use another one.',
      unsupported: 'This browser does not know security keys and passkeys. Use a newer browser, or choose another way.',
      other: 'The browser could not use the key. Try again, or choose another way.',
      press: 'Press the button when your key is at hand, or choose another way.',
      waiting: 'Waiting for your key. Follow what your browser says.',
    },
  },
  serial: {
    number: 'Number on the back',
    numberHint: 'As it is printed; blanks and hyphens do not matter.',
    next: 'Next code',
    nextHint: 'The one right after it.',
  },
  phoneNumber: {
    label: 'Mobile number',
    hint: 'With the calling code of the country, for example +44. Numbers of these countries are taken: {countries}.',
    hintOfOne: 'A number of this country: {country}. The calling code may be left out.',
    kept: 'It is kept encrypted, is used for these codes alone, and you can remove it again.',
    button: 'Send the code',
  },
  phone: {
    textOf: 'Open the request on your phone ({device}) and enter this number there.',
    number: 'Number:',
    until: 'The request waits until {time}.',
    waiting: 'Waiting for your phone …',
    answered: 'I have answered on my phone',
    notThere: 'Nothing arrived? Open the page on your phone by hand: it finds the request.',
    again: 'Send another request',
    nothingOpen: 'No request is open. You are asked on your phone when you want it.',
    ask: 'Send a request to my phone',
  },
  pair: {
    picture: 'QR code that opens the pairing page on your phone',
    typed: 'Or open this page on your phone and enter the code there.',
    place: 'Page',
    code: 'Code',
    iphone:
      'On an iPhone or iPad: open the page in Safari, add it to the home screen, open it from there and enter the code in it. Only then can it tell you of requests.',
    waiting: 'Waiting for your phone …',
    goOn: 'My phone shows six digits',
    compare: 'A phone has answered ({device}). Compare: both must show the same six digits.',
    check: 'Digits:',
    same: 'They are the same',
    other: 'They differ, start again',
  },
  recoveryCodes: {
    title: 'Keep your recovery codes',
    heading: 'Keep these recovery codes',
    text: 'If your phone is lost or new, one of these codes lets you in. Each works once. They are shown only now.',
    list: 'Recovery codes',
    copy: 'Copy all codes',
    copied: 'Copied',
    advice: 'Print this page or copy the codes to a safe place, for example a password manager.',
    button: 'I have kept them, go on',
    /** Of one that takes the place of a used one. */
    replaced: {
      heading: 'Keep this new recovery code',
      text: 'It takes the place of the one that you have just used, which does not work any more. It is shown only now.',
      advice: 'Write it on your list, or copy it to where the others are.',
      button: 'I have kept it, go on',
    },
  },
} as const;
