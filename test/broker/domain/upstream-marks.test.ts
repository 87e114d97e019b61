import { expect, test } from '@jest/globals';
import type { SubjectKey } from '../../../broker/domain/brands.ts';
import { mark, marksOf } from '../../../broker/domain/upstream-marks.ts';
import { brand } from '../../support/builders/brand.ts';

const subject = brand<SubjectKey>('ada');

test('a session is meant by its person, and by its own name or by none', () => {
  expect(marksOf({ subject, upstreamSidKey: 's', upstreamNameKey: null })).toEqual([mark.subject(subject), mark.sid('s')]);
  expect(marksOf({ subject, upstreamSidKey: null, upstreamNameKey: null })).toEqual([mark.subject(subject), mark.subjectUnnamed(subject)]);
});

test('one of SAML is meant by its NameID as well, four ways at most', () => {
  const named = marksOf({ subject, upstreamSidKey: 's', upstreamNameKey: 'n' });
  expect(named).toEqual([mark.subject(subject), mark.sid('s'), mark.named('n'), mark.namedSession('n', 's')]);
  expect(marksOf({ subject, upstreamSidKey: null, upstreamNameKey: 'n' }).slice(2)).toEqual([mark.named('n'), mark.namedUnnamed('n')]);
});

test('no mark is another', () => {
  const all = [
    mark.named('x'),
    mark.namedSession('x', 'y'),
    mark.namedUnnamed('x'),
    mark.sid('x'),
    mark.subject(brand('x')),
    mark.subjectUnnamed(brand('x')),
  ];
  expect(new Set(all).size).toBe(all.length);
});
