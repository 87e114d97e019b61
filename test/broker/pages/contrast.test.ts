import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accentOn } from '../../../broker/pages/colour/accent.ts';
import { contrast } from '../../../broker/pages/colour/contrast.ts';
import { dark, light, type Scheme } from '../../../broker/pages/styles/tokens.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const schemes: [string, Scheme][] = [
  ['light', light],
  ['dark', dark],
];

test('contrast is 21 between black and white and 1 between equals', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#777777')).toBe(1);
});

describe.each(schemes)('the %s scheme', (_, scheme) => {
  const grounds = [scheme.page, scheme.surface, scheme.sunken];

  test('can be read on every ground (WCAG 1.4.3)', () => {
    for (const ground of grounds)
      for (const text of [scheme.text, scheme.subtle, scheme.danger]) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['danger', 'warning', 'success', 'info'] as const)('can be read on the tint of %s', (kind) => {
    expect(contrast(scheme[kind], scheme[`${kind}Tint`])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(scheme.text, scheme[`${kind}Tint`])).toBeGreaterThanOrEqual(4.5);
  });

  test('shows where its controls are (WCAG 1.4.11)', () => {
    for (const ground of grounds) expect(contrast(scheme.outline, ground)).toBeGreaterThanOrEqual(3);
  });

  test('holds its contrast whatever accent colour a tenant picked', () => {
    fc.assert(
      fc.property(hex, (colour) => {
        const accent = accentOn(scheme, colour);
        expect(contrast(accent.onAccent, accent.accent)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(accent.onAccent, accent.accentHover)).toBeGreaterThanOrEqual(4.5);
        for (const ground of [...grounds, accent.accentTint]) {
          expect(contrast(accent.accentText, ground)).toBeGreaterThanOrEqual(4.5);
          expect(contrast(scheme.text, ground)).toBeGreaterThanOrEqual(4.5);
        }
      }),
      { numRuns: 400 },
    );
  });
});
