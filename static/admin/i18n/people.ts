import { peopleFileFaults as faults, personProblemWords as problems } from '#contract/messages/en/people';
import type { LineProblem } from '#contract/people/people-file';
import type { PeopleFilter, PersonAct, PersonProblem, PersonRule } from '#contract/rpc/people';

const filters: Readonly<Record<PeopleFilter, string>> = {
  all: 'Everybody',
  required: 'Second factor required',
  exempt: 'Exempt',
  enrolled: 'Have a second factor',
};

const rules: Readonly<Record<PersonRule, { readonly label: string; readonly hint: string }>> = {
  policy: { label: 'By the policy', hint: 'The rules decide, as for everybody else.' },
  required: { label: 'Required', hint: 'A second factor is asked for in any case, also where the rules ask for none.' },
  exempt: {
    label: 'Exempt for a while',
    hint: 'The rules ask for none until the last day. Whatever refuses people, raises what is asked, or an application wants still counts.',
  },
};

const acts: Readonly<Record<PersonAct['act'], string>> = {
  rule: 'Rule set',
  reset: 'Second factors reset',
  pass: 'Temporary pass issued',
  sessions: 'Signed out everywhere',
};

const few = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${many}`);

/** Every word of the tab *People*. */
export const people = {
  title: 'People',
  intro:
    'Say something of single people, help those who lost their second factor, and see who has which. Names are kept nowhere, addresses only where you give one, sealed.',
  search: {
    label: 'Find a person',
    hint: 'The whole e-mail address, or the whole Jira account ID.',
    find: 'Find',
    none: (text: string) => `Nobody here is known by “${text}”.`,
    noneText: 'They may not have signed in yet. You can add them by their address now: it counts from their first sign-in on.',
    addThem: 'Add this address',
    missing: 'Enter a whole e-mail address or account ID.',
  },
  add: 'Add person',
  import: 'Import people',
  filter: 'Show',
  filters,
  counts: {
    label: 'People, counted',
    named: 'Added',
    required: 'Required',
    exempt: 'Exempt',
    enrolled: 'Have a second factor',
    most: (count: number, most: number) => (count >= most ? `${most.toLocaleString('en')} or more` : count.toLocaleString('en')),
  },
  list: 'People',
  empty: {
    all: 'Nobody was added yet, and nobody has a second factor yet.',
    required: 'A second factor is required of nobody in particular.',
    exempt: 'Nobody is exempt.',
    enrolled: 'Nobody has a second factor yet.',
  } satisfies Record<PeopleFilter, string>,
  emptyHint: 'What the policy asks of people needs nothing here: it counts for everybody who signs in.',
  more: 'Show more',
  loading: 'Loading people',
  open: (who: string) => `Open ${who}`,
  openShort: 'Open',
  someone: 'Somebody without an address and an account',
  account: (id: string) => `Account ${id}`,
  notYet: 'Has not signed in yet',
  noFactor: 'No second factor set up',
  lozenge: {
    required: 'Required',
    exempt: (until: string) => `Exempt until ${until}`,
    over: 'Exemption is over',
  },
  rules,
  back: 'All people',
  self: 'This is you. Somebody else has to exempt, reset or forget you, or give you a pass.',
  facts: {
    address: 'E-mail address',
    noAddress: 'None was given',
    account: 'Jira account',
    noAccount: 'None known yet',
    rule: 'Second factor',
    codes: 'Recovery codes left',
    browsers: 'Remembered browsers',
  },
  factorsTitle: 'Second factors',
  factorList: 'Second factors of this person',
  factorDates: (added: string, used: string | null) => `Added ${added} · ${used === null ? 'never used' : `last used ${used}`}`,
  changeRule: 'Change the rule',
  helpTitle: 'Help this person',
  reset: 'Reset second factors',
  pass: 'Issue a temporary pass',
  sessions: 'Sign out everywhere',
  forget: 'Forget this person',
  historyTitle: 'What was done',
  history: 'What was done, the latest first',
  historyLine: (by: string, at: string) => `${at} · ${by === 'operator' ? 'whoever runs the broker' : `account ${by}`}`,
  acts,
  gone: 'This person is not here any more.',
  dialog: {
    addTitle: 'Add person',
    changeTitle: 'Change the rule',
    address: 'E-mail address',
    addressHint: 'As their company sends it. It is kept sealed; people are recognised by a keyed fingerprint of it.',
    rule: 'Second factor',
    until: 'Last day',
    untilHint: 'The exemption ends with this day, in UTC. At most a year.',
    reason: 'Reason',
    reasonHint: 'Other administrators see it. It is kept sealed.',
    save: 'Save',
    addressMissing: 'Enter the whole e-mail address.',
    untilMissing: 'Choose the last day.',
    reasonMissing: 'Enter a reason.',
    saved: 'Saved. It counts from the next sign-in on; who is asked for more than before was signed out.',
  },
  act: {
    reset: {
      title: 'Reset all second factors?',
      text: 'Everything this person set up is removed: keys, phones, apps, recovery codes and remembered browsers, and they are signed out everywhere. At their next sign-in their company’s password alone lets them set up a new one, so make sure that it is really them who ask. This cannot be undone.',
      confirm: 'Reset',
    },
    pass: {
      title: 'Issue a temporary pass?',
      text: 'A code for one sign-in within the next hour, in place of a second factor. Make sure that it is really them who ask, and give it to them in person or by phone.',
      confirm: 'Issue the pass',
    },
    sessions: {
      title: 'Sign this person out everywhere?',
      text: 'Every browser in which they are signed in has to sign in again. Their second factors stay.',
      confirm: 'Sign out',
    },
    reason: 'Reason',
    reasonHint: 'For example the number of the request. Other administrators see it.',
    reasonMissing: 'Enter a reason.',
  },
  forgetQuestion: {
    title: 'Forget this person?',
    text: 'Everything that is kept of them is deleted: what you said of them, their second factors and sessions, where they signed in, and which Jira account their sign-in leads to. When they sign in again, they begin as somebody new. This cannot be undone.',
    confirm: 'Forget',
  },
  done: {
    reset: (factors: number, sessions: number, told: boolean) =>
      `${few(factors, 'second factor', 'second factors')} and ${few(sessions, 'sign-in', 'sign-ins')} are gone. ${told ? 'The person gets a message about it.' : 'No address is known, so nobody was written to: tell the person yourself.'}`,
    sessions: (sessions: number) =>
      sessions === 0 ? 'They were not signed in anywhere.' : `Signed out of ${few(sessions, 'browser', 'browsers')}.`,
    forgotten: 'Nothing is kept of this person any more.',
    passTitle: 'The pass',
    pass: (until: string) => `It works once, until ${until}. It is shown only now.`,
    passField: 'Temporary pass',
  },
  importer: {
    title: 'Import people',
    intro: 'A CSV file with a line for each person. You see what would happen before anything is changed.',
    columns: 'Columns',
    columnsText:
      'email (needed), rule (policy, required or exempt; required where it is missing), until (the last day of an exemption, such as 2027-03-31), reason. Other columns are not read, so that nothing of them is kept.',
    file: 'CSV file',
    fileHint: 'UTF-8, at most 20,000 lines and 5 MB. Commas, semicolons and tabs all do.',
    example: 'Download an example',
    check: 'Check the file',
    noFile: 'Choose a file.',
    unreadable: 'The file could not be read.',
    checking: (done: number, all: number) => `Checked ${done.toLocaleString('en')} of ${all.toLocaleString('en')}`,
    running: (done: number, all: number) => `Imported ${done.toLocaleString('en')} of ${all.toLocaleString('en')}`,
    faultAt: (text: string, line: number | null) => (line === null ? text : `Line ${line}: ${text}`),
    refusedTitle: 'This file cannot be imported',
    previewTitle: 'What would happen',
    ignored: (columns: string) => `Not read: ${columns}.`,
    outcome: {
      added: (count: number) => few(count, 'person is added', 'people are added'),
      changed: (count: number) => few(count, 'person is changed', 'people are changed'),
      same: (count: number) => few(count, 'person stays as they are', 'people stay as they are'),
      refused: (count: number) => few(count, 'line is left out', 'lines are left out'),
    },
    problemsTitle: 'Lines that are left out',
    problemLine: (line: number, problem: PersonProblem | LineProblem['problem']) => `Line ${line}: ${problems[problem]}.`,
    moreProblems: (count: number) => `And ${few(count, 'more line', 'more lines')}.`,
    download: 'Download all of them',
    run: (count: number) => `Import ${few(count, 'person', 'people')}`,
    nothing: 'Nothing would change.',
    doneTitle: 'Imported',
    broken: (done: number) =>
      `It stopped after ${few(done, 'line', 'lines')}. What was done stands; importing the file again changes only the rest.`,
    again: 'Choose another file',
  },
  problems,
  faults,
} as const;
