import type { FileFault, LineProblem } from '#contract/people/people-file';
import type { PersonProblem } from '#contract/rpc/people';

/** What is wrong with a line of a file of people. */
export const personProblemWords: Readonly<Record<PersonProblem | LineProblem['problem'], string>> = {
  address: 'This is no e-mail address that can be used',
  duplicate: 'The same address stands further up',
  rule: 'The rule is none of: policy, required, exempt',
  formula: 'The address begins like a formula',
  columns: 'More cells than columns',
  'until-missing': 'An exemption needs a last day (column “until”)',
  'until-odd': 'The last day is not written as 2027-03-31',
  'until-past': 'The last day is over',
  'until-far': 'The last day is more than a year away',
  'reason-missing': 'An exemption needs a reason (column “reason”)',
  self: 'This is your own address: nobody exempts themselves',
  'self-unknown': 'Jira does not show your own address, so you may exempt nobody by a file',
};

/** Why a file of people cannot be read. */
export const peopleFileFaults: Readonly<Record<FileFault, string>> = {
  empty: 'The file is empty.',
  'too-large': 'The file is larger than 5 MB. Split it.',
  'encoding-utf16': 'The file is written in UTF-16. Save it as “CSV UTF-8” and choose it again.',
  encoding: 'The file is not written in UTF-8: letters with accents would come out wrong. Save it as “CSV UTF-8” and choose it again.',
  binary: 'This is no text file. A spreadsheet has to be saved as “CSV UTF-8” first.',
  'quote-open': 'A quote is opened and never closed.',
  'quote-odd': 'Something stands behind a closed quote.',
  'too-many-lines': 'The file has more than 20,000 lines. Split it.',
  'too-many-columns': 'A line has more than 30 columns.',
  'cell-too-long': 'A cell is longer than 1,000 characters.',
  'no-address-column': 'The first line names no column “email”.',
  'no-rows': 'The file names its columns and holds nobody.',
};
