import { brokerErrors } from '#contract/errors/broker';
import { customersErrors } from '#contract/errors/customers';
import { emailCodeErrors } from '#contract/errors/email-code';
import { importErrors } from '#contract/errors/import';
import { jiraErrors } from '#contract/errors/jira';
import type { ErrorKind, ErrorWords } from '#contract/errors/kinds';
import { lifecycleErrors } from '#contract/errors/lifecycle';
import { loginErrors } from '#contract/errors/login';
import { oauth2Errors } from '#contract/errors/oauth2';
import { oidcErrors } from '#contract/errors/oidc';
import { peopleErrors } from '#contract/errors/people';
import { phoneErrors } from '#contract/errors/phone';
import { portalErrors } from '#contract/errors/portal';
import { samlErrors } from '#contract/errors/saml';
import { securityPageErrors } from '#contract/errors/security-page';
import { sentCodeErrors } from '#contract/errors/sent-codes';
import { settingsErrors } from '#contract/errors/settings';
import { signInTestErrors } from '#contract/errors/sign-in-test';
import { tokensErrors } from '#contract/errors/tokens';
import { brokerErrorWords } from '#contract/messages/en/broker-errors';
import { customersErrorWords } from '#contract/messages/en/customers-errors';
import { emailCodeErrorWords } from '#contract/messages/en/email-code-errors';
import { importErrorWords } from '#contract/messages/en/import-errors';
import { jiraErrorWords } from '#contract/messages/en/jira-errors';
import { lifecycleErrorWords } from '#contract/messages/en/lifecycle-errors';
import { loginErrorWords } from '#contract/messages/en/login-errors';
import { oauth2ErrorWords } from '#contract/messages/en/oauth2-errors';
import { oidcErrorWords } from '#contract/messages/en/oidc-errors';
import { peopleErrorWords } from '#contract/messages/en/people-errors';
import { phoneErrorWords } from '#contract/messages/en/phone-errors';
import { portalErrorWords } from '#contract/messages/en/portal-errors';
import { samlErrorWords } from '#contract/messages/en/saml-errors';
import { securityPageErrorWords } from '#contract/messages/en/security-page-errors';
import { sentCodeErrorWords } from '#contract/messages/en/sent-codes-errors';
import { settingsErrorWords } from '#contract/messages/en/settings-errors';
import { signInTestErrorWords } from '#contract/messages/en/sign-in-test-errors';
import { tokensErrorWords } from '#contract/messages/en/tokens-errors';

/** The closed list of error codes. A code says where it stands by its group; its words are in `messages`. */
export const errors = {
  ...brokerErrors,
  ...customersErrors,
  ...emailCodeErrors,
  ...importErrors,
  ...jiraErrors,
  ...lifecycleErrors,
  ...loginErrors,
  ...oauth2Errors,
  ...oidcErrors,
  ...phoneErrors,
  ...peopleErrors,
  ...portalErrors,
  ...samlErrors,
  ...sentCodeErrors,
  ...securityPageErrors,
  ...settingsErrors,
  ...signInTestErrors,
  ...tokensErrors,
} as const;

export type ErrorCode = keyof typeof errors;

/** English words of every error code. */
export const errorWords: Readonly<Record<ErrorCode, ErrorWords>> = {
  ...brokerErrorWords,
  ...customersErrorWords,
  ...emailCodeErrorWords,
  ...importErrorWords,
  ...jiraErrorWords,
  ...lifecycleErrorWords,
  ...loginErrorWords,
  ...oauth2ErrorWords,
  ...oidcErrorWords,
  ...phoneErrorWords,
  ...peopleErrorWords,
  ...portalErrorWords,
  ...samlErrorWords,
  ...sentCodeErrorWords,
  ...securityPageErrorWords,
  ...settingsErrorWords,
  ...signInTestErrorWords,
  ...tokensErrorWords,
};

/** Status and audience of a code. */
export function errorKind(code: ErrorCode): ErrorKind {
  return errors[code];
}

/** Faults that the operator has to end, with words for whoever meets them. */
const toldToEverybody: readonly ErrorCode[] = ['database_unavailable', 'key_unavailable', 'jira_answer_unexpected'];

/**
 * The words of a code for the person at the browser. A refusal that an admin has to end is told to the person by its own
 * name, with whom to ask; other faults of the broker itself are told as `internal`.
 */
export function wordsForPerson(code: ErrorCode): ErrorWords {
  const told = errorKind(code).audience !== 'operator' || toldToEverybody.includes(code);
  return errorWords[told ? code : 'internal'];
}
