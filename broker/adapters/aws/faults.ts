/** What AWS or the way there said, for the log: a code, never a sentence, which may hold numbers and addresses of people. */
export function awsWord(error: unknown): string {
  const { code } = partsOf(error);
  const name = nameOf(error);
  const word = (name === '' || name === 'Error') && typeof code === 'string' ? code : name;
  return `aws.${/^[A-Za-z0-9._]{1,80}$/.test(word) ? word : 'unknown'}`;
}

/** What is the same for every service. Null: it depends on the service, or is not known. */
export function commonFault(error: unknown): 'throttled' | 'not-allowed' | null {
  const name = plainName(error);
  if (throttling.has(name)) return 'throttled';
  return forbidding.has(name) ? 'not-allowed' : null;
}

/** The code without the ending that some services and the SDK put behind it. */
export function plainName(error: unknown): string {
  return nameOf(error).replace(/Exception$/, '');
}

export function sentenceOf(error: unknown): string {
  const { message } = partsOf(error);
  return typeof message === 'string' ? message : '';
}

function nameOf(error: unknown): string {
  const { name } = partsOf(error);
  return typeof name === 'string' ? name : '';
}

function partsOf(error: unknown): { readonly name?: unknown; readonly code?: unknown; readonly message?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}

const throttling = new Set([
  'Throttling',
  'Throttled',
  'TooManyRequests',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
  'LimitExceeded',
  'KMSThrottling',
]);

/** Credentials, rights, and features that the account has not: for the operator to put right. */
const forbidding = new Set([
  'AccessDenied',
  'AuthorizationError',
  'CredentialsProviderError',
  'ExpiredToken',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSecurity',
  'KMSAccessDenied',
  'KMSDisabled',
  'KMSInvalidState',
  'KMSNotFound',
  'KMSOptInRequired',
  'MissingAuthenticationToken',
  'NotAuthorized',
  'OptInRequired',
  'SignatureDoesNotMatch',
  'UnrecognizedClient',
]);
