import type { jiraErrors } from '#contract/errors/jira';
import type { WordsFor } from '#contract/errors/kinds';

export const jiraErrorWords: WordsFor<typeof jiraErrors> = {
  jira_not_configured: {
    title: 'This help centre is not connected to Jira yet',
    text: 'Requests cannot be shown or raised before an admin has connected it.',
    action: 'Ask the company whose help centre this is. Its admins connect Jira on the page "Jira connection".',
  },
  jira_credential_rejected: {
    title: 'This help centre cannot sign in to Jira',
    text: 'Jira no longer accepts the access that this help centre was given.',
    action: 'Ask the company whose help centre this is. Its admins enter a new API token on the page "Jira connection".',
  },
  jira_permission_missing: {
    title: 'This help centre may not do that in Jira',
    text: 'The account it uses in Jira lacks a right that is needed here. It is not about your own rights.',
    action: 'Ask the company whose help centre this is. Its admins see what is missing with "Test" on the page "Jira connection".',
  },
  jira_experimental_off: {
    title: 'Jira does not offer what is needed here',
    text: 'A part of Jira that this help centre relies on has been switched off or has changed.',
    action: 'Try again later. If it lasts, give the support code below to the company whose help centre this is.',
  },
  jira_unavailable: {
    title: 'Jira cannot be reached right now',
    text: 'The help centre is running, but Jira behind it did not answer.',
    action: 'Try again in a minute.',
  },
  jira_busy: {
    title: 'Jira is very busy right now',
    text: 'Jira asked this help centre to wait before it sends more.',
    action: 'Try again in a minute.',
  },
  jira_not_found: {
    title: 'This does not exist',
    text: 'It was removed or moved, or the link was mistyped.',
    action: 'Go back to the help centre and look for it from there.',
  },
  jira_request_invalid: {
    title: 'Jira did not accept what you entered',
    text: 'Something in the form is not as Jira needs it. Nothing was created.',
    action: 'Check the fields that are marked and send the form again.',
  },
  jira_answer_unexpected: {
    title: 'Jira answered in an unexpected way',
    text: 'The answer could not be understood, so nothing of it was used.',
    action: 'Try again in a minute. If it happens again, give the support code below to your help desk.',
  },
};
