import type { brokerErrors } from '#contract/errors/broker';
import type { WordsFor } from '#contract/errors/kinds';

export const brokerErrorWords: WordsFor<typeof brokerErrors> = {
  internal: {
    title: 'Something went wrong on our side',
    text: 'The request could not be finished. Nothing you entered was used.',
    action: 'Try again in a minute. If it happens again, give the support code below to your help desk.',
  },
  database_unavailable: {
    title: 'Signing in is not possible right now',
    text: 'The sign-in service cannot reach its storage, so nobody can be signed in safely.',
    action: 'Try again in a few minutes. If it lasts, give the support code below to your help desk.',
  },
  database_too_new: {
    title: 'The database belongs to a newer version',
    text: 'A newer version of the broker has changed the database, so this one must not use it.',
    action: 'Start the newer version, or give this one a copy of the database from before the change.',
  },
  config_invalid: {
    title: 'The service is not set up correctly',
    text: 'The configuration has errors.',
    action: 'The operator finds each of them, with its path, in the output of the broker.',
  },
  host_unknown: {
    title: 'There is no portal at this address',
    text: 'The address of this page does not belong to any help centre.',
    action: 'Check the link you used, or ask the company whose help centre you want to reach.',
  },
  page_not_found: {
    title: 'This page does not exist',
    text: 'The link may be old or may have been mistyped.',
    action: 'Go back to the help centre and look for it from there.',
  },
  request_malformed: {
    title: 'The request could not be read',
    text: 'Something in the address or the form is not as it should be.',
    action: 'Go back, reload the page and try again.',
  },
  request_too_large: {
    title: 'That is too much at once',
    text: 'What was sent is larger than this page accepts.',
    action: 'Shorten the text and send it again.',
  },
  media_type_unsupported: {
    title: 'The request could not be read',
    text: 'The format of what was sent is not one that this page accepts.',
    action: 'Send the form from the page itself.',
  },
  too_many_requests: {
    title: 'Too many attempts',
    text: 'There were more requests than is usual for one person.',
    action: 'Wait a minute, then try again.',
  },
  tenant_unknown: {
    title: 'No such tenant',
    text: 'There is no tenant with this name.',
    action: 'List the tenants with "gatehouse tenant list".',
  },
  tenant_exists: {
    title: 'The name is taken',
    text: 'A tenant already has this name, or had it once; names are never given out twice.',
    action: 'Choose another name.',
  },
  tenant_suspended: {
    title: 'This help centre is closed',
    text: 'Signing in has been switched off for this help centre.',
    action: 'Ask the company whose help centre this is.',
  },
  key_unavailable: {
    title: 'Signing in is not possible right now',
    text: 'A key that protects your data cannot be used at the moment.',
    action: 'Try again in a few minutes. If it lasts, give the support code below to your help desk.',
  },
  sealed_value_unreadable: {
    title: 'Something went wrong on our side',
    text: 'A stored value could not be opened.',
    action: 'Start again from the help centre. If it happens again, give the support code below to your help desk.',
  },
  outbound_refused: {
    title: 'The other side may not be contacted',
    text: 'The address is not one that this service is allowed to connect to.',
    action: 'An admin can check the addresses of this connection.',
  },
  outbound_timeout: {
    title: 'The other side did not answer in time',
    text: 'A service that is needed for this step was too slow.',
    action: 'Try again in a minute.',
  },
  outbound_too_large: {
    title: 'The other side answered with too much',
    text: 'The answer was larger than this service accepts.',
    action: 'An admin can check the addresses of this connection.',
  },
  outbound_failed: {
    title: 'The other side could not be reached',
    text: 'A service that is needed for this step did not answer.',
    action: 'Try again in a minute.',
  },
};
