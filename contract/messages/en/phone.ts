/** Words of the page on a person's phone. `{name}` marks a value that the page fills in. */
export const phoneTexts = {
  title: 'Confirm sign-ins',
  appName: '{site} sign-in',
  withoutScript: {
    heading: 'This page needs a script',
    text: 'The key that proves your answers is made and kept by your browser, which takes a script. Allow it for this site, or use another second step.',
  },
  loading: 'One moment …',
  unsupported: {
    heading: 'This browser cannot do it',
    text: 'It does not keep keys, or lets sites keep nothing. Leave private browsing, or use another browser on this phone.',
  },
  unpaired: {
    heading: 'Pair this phone',
    text: 'From then on you confirm here that it is you who signs in at {site}.',
    linked: 'Your computer shows this code. Is it the same here?',
    iphone:
      'On an iPhone or iPad, do this first: tap the share button below, choose “Add to Home Screen”, and open it from there. Then enter the code from your computer. What is paired here, in Safari, cannot tell you of requests.',
    label: 'Code from your computer',
    hint: '8 letters and digits.',
    button: 'Pair this phone',
  },
  /** A link for pairing was opened on a phone that is paired. */
  replace: {
    heading: 'Replace what this phone confirms?',
    name: 'This phone is paired as “{name}”.',
    text: 'You opened a link that pairs it anew. Go on only if you are setting up a second step on your own computer right now. Otherwise the link is somebody else’s, and this phone would confirm their sign-ins instead of yours.',
    keep: 'Keep it as it is',
    button: 'Replace it',
  },
  pairing: {
    heading: 'Compare with your computer',
    text: 'Your computer must show the same six digits. Confirm there that they are the same.',
    waiting: 'Waiting for your computer …',
    until: 'What this phone confirmed before stays until your computer has confirmed the digits.',
    keep: 'Keep it as it was',
  },
  idle: {
    heading: 'Nothing to confirm',
    text: 'When you sign in at {site}, the request appears here.',
    looking: 'Looking for requests …',
    stopped: 'Not looking any more, to spare your battery.',
    look: 'Look again',
    name: 'This phone: {name}',
    notify: 'Tell me of requests',
    notifyText: 'Without that, open this page while you sign in.',
    notifyOn: 'Requests are announced on this phone.',
    notifyRefused:
      'Announcements are switched off for this site in the settings of your browser. Open this page while you sign in: it works without.',
    notifyFailed:
      'Announcements could not be switched on: the service of your browser cannot be reached. Open this page while you sign in: it works without.',
    notifyNone: 'This browser announces nothing. Open this page while you sign in: it works without.',
  },
  request: {
    heading: 'Is this you?',
    text: 'Somebody signs in with your account.',
    entering: 'For',
    site: 'Site',
    browser: 'Browser',
    address: 'Internet address',
    country: 'Country',
    time: 'Time',
    unknown: 'Not known',
    label: 'Number on the sign-in page',
    hint: 'Six digits. Enter them only if you are looking at that page yourself. Nobody else needs them, not even the help desk.',
    approve: 'Confirm',
    deny: 'Deny',
    notMe: 'This was not me',
    notMeText:
      'Then somebody knows your password. Every sign-in that is under way ends, your administrators are told, and no requests are sent to your phones for a day.',
    notMeButton: 'Stop it, this was not me',
  },
  done: {
    approve: { heading: 'Confirmed', text: 'Your sign-in goes on at your computer.' },
    deny: { heading: 'Denied', text: 'Whoever asked does not come in. The next request has to be asked for by hand.' },
    'not-me': {
      heading: 'Stopped',
      text: 'Every sign-in that was under way has ended, and your administrators are told. Change your password at your company now.',
    },
    button: 'Go on',
  },
  removed: {
    heading: 'This phone was removed',
    text: 'It does not belong to your account any more, and confirms nothing.',
    button: 'Pair it again',
  },
  offline: { title: 'No connection', text: 'The site cannot be reached.', action: 'It is tried again by itself.' },
  notice: { title: 'Confirm your sign-in?', body: 'Tap to see who asks.' },
} as const;
