import { describe, expect, test } from '@jest/globals';
import { awsWord, commonFault } from '../../../../broker/adapters/aws/faults.ts';

const named = (name: string, more: object = {}) => Object.assign(new Error('about +4740612345'), { name, ...more });

describe('the word of the log is a code and never a sentence:', () => {
  test.each([
    [named('ThrottlingException'), 'aws.ThrottlingException'],
    [named('Error', { code: 'ECONNREFUSED' }), 'aws.ECONNREFUSED'],
    [named('Error', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), 'aws.ERR_TLS_CERT_ALTNAME_INVALID'],
    [named('Error'), 'aws.Error'],
    [named('to +47 406'), 'aws.unknown'],
    ['+4740612345', 'aws.unknown'],
    [null, 'aws.unknown'],
  ])('%s', (error, word) => {
    expect(awsWord(error)).toBe(word);
  });
});

describe('what every service says alike:', () => {
  test.each([
    ['Throttling', 'throttled'],
    ['ThrottledException', 'throttled'],
    ['KMSThrottlingException', 'throttled'],
    ['AccessDeniedException', 'not-allowed'],
    ['CredentialsProviderError', 'not-allowed'],
    ['InternalErrorException', null],
    ['InvalidParameterException', null],
  ])('%s', (name, fault) => {
    expect(commonFault(named(name))).toBe(fault);
  });
});
