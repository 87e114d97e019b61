import type { Preset } from '#contract/presets/preset';

export const emailCode: Preset = {
  id: 'email-code',
  name: 'Code by e-mail',
  alsoCalled: ['One-time code', 'Magic link', 'OTP'],
  consoleUrl: null,
  variants: [
    {
      protocol: 'email-code',
      questions: [],
      guide: [
        {
          title: 'Check that messages arrive',
          text: 'The broker sends the codes, so whoever runs it has to have set up the sending of e-mail. Send yourself a code before you tell anybody.',
        },
        {
          title: 'List the domains',
          text: 'A code goes to addresses of the listed domains only, not to those of domains below them, and where domains are to be proven, once they were. Domains of companies that have a provider belong to its connection and not here.',
        },
        {
          title: 'Assign people',
          text: 'Everybody who reads mail at one of the domains may sign in. Nobody has to be added.',
        },
      ],
      pitfalls: [
        'A domain where anybody gets an address lets anybody in. List domains of companies only.',
        'Codes that do not arrive are mostly in the folder for junk: the domain of the sender needs SPF and DKIM.',
        'Somebody guesses? After ten wrong codes for an address its network has to wait, longer each time; after twenty in a day, codes for the address have eight signs instead of six digits. Nobody has to unlock anything: people sign in from elsewhere at once, and the next message tells them.',
      ],
    },
  ],
};
