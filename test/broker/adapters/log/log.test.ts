import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../../broker/adapters/log/log.ts';
import { AppError } from '../../../../broker/domain/app-error.ts';
import type { LogFields } from '../../../../broker/domain/ports/log.ts';
import { Secret } from '../../../../broker/domain/secret.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const mark = 'MARKED-eyJhbGciOiJIUzI1NiJ9';

function recording(level: 'info' | 'warn' | 'error' | 'silent' = 'info') {
  const lines: string[] = [];
  const log = createLog({ clock: createFakeClock(), level, destination: { write: (line: string) => void lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') as Record<string, unknown> };
}

/** What untyped code might pass. */
const smuggled = (fields: unknown) => fields as LogFields;

describe('a line', () => {
  test('is one JSON object with level, time, event and fields', () => {
    const { log, lines } = recording();
    log.info('sign-in.done', { tenant: 't1', durationMs: 12 });
    expect(lines).toEqual(['{"level":"info","time":"2026-11-21T12:00:00.000Z","tenant":"t1","durationMs":12,"event":"sign-in.done"}\n']);
  });

  test('is left out below the level', () => {
    const { log, lines } = recording('warn');
    log.info('a');
    log.warn('b');
    log.error('c');
    expect(lines.length).toBe(2);
  });

  test('stays one line, whatever is in a field or in the event', () => {
    const { log, lines } = recording();
    log.warn('a\r\nb', { because: 'x\r\n{"level":"info","event":"forged"}\u2028\u202e\u0000\u001b[31m', route: '/\nx' });
    expect(lines.length).toBe(1);
    expect(lines[0]?.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]|\\n|\\r/u);
    expect(JSON.parse(lines[0] ?? '').because).toBe('x\\u{d}\\u{a}{"level":"info","event":"forged"}\\u{2028}\\u{202e}\\u{0}\\u{1b}[31m');
  });

  test('shortens a field that is very long', () => {
    const { log, last } = recording();
    log.info('a', { because: 'x'.repeat(10_000) });
    expect((last().because as string).length).toBe(303);
  });
});

describe('nothing secret passes', () => {
  test('in a field that is not allowed, or of another type than it should be', () => {
    const { log, lines } = recording();
    const fields = {
      token: mark,
      headers: { authorization: mark },
      cookie: mark,
      email: mark,
      tenant: { toJSON: () => mark },
      status: mark,
    };
    log.info('a', smuggled(fields));
    log.error('a', smuggled({ ...fields, because: [mark], req: { headers: { cookie: mark } } }));
    expect(lines.join('')).not.toContain(mark);
  });

  test('in an error, its causes, properties, name, stack or details', () => {
    const { log, lines } = recording();
    class Odd extends Error {
      readonly headers = { authorization: mark };
      readonly response = { body: mark };
      override readonly name = mark;
      readonly code = mark;
    }
    const deep = new Error(mark, { cause: new Odd(mark, { cause: { token: mark } }) });
    const errors: unknown[] = [
      deep,
      new AppError('internal', { cause: deep, details: { token: mark, url: `https://x.example/?code=${mark}` } }),
      new TypeError(`first\n    at ${mark} (/broker/${mark}.ts:1:1)`),
      new AggregateError([new Error(mark)], mark),
      mark,
      { message: mark },
      { name: 'Error', message: mark, stack: `Error: ${mark}\n    at x (/y/z.ts:1:1)`, code: mark },
      new Secret(mark),
      new DOMException(mark, 'AbortError'),
    ];
    for (const error of errors) log.error('a', { error });
    expect(lines.length).toBe(errors.length);
    expect(lines.join('')).not.toContain(mark);
  });

  test('in an error whose stack was written by somebody else', () => {
    const { log, lines } = recording();
    const error = new Error('short');
    error.stack = `Error: ${mark}\n    at ${mark} (/a/b.ts:1:1)`;
    log.error('a', { error });
    expect(lines.join('')).not.toContain(mark);
  });

  test('and an error that cannot be read does no harm', () => {
    const { log, lines } = recording();
    const loop: Error & { cause?: unknown } = new Error('a');
    loop.cause = loop;
    log.error('a', { error: loop });
    log.error('a', { error: null });
    log.error('a', { error: undefined });
    expect(lines.length).toBe(3);
  });
});

describe('an error', () => {
  test('is its code, its harmless details, where it was thrown, and the same of its cause', () => {
    const { log, last } = recording();
    const cause = Object.assign(new Error('connect 10.0.0.1:443'), { code: 'ECONNREFUSED' });
    log.error('outbound.failed', {
      error: new AppError('outbound_failed', { cause, details: { because: 'outbound.port', status: 502, maxBytes: 10 } }),
    });
    expect(last().error).toEqual({
      name: 'AppError',
      code: 'outbound_failed',
      details: { because: 'outbound.port', status: 502, maxBytes: 10 },
      at: expect.arrayContaining([expect.stringMatching(/adapters\/log\/log\.test\.ts:\d+:\d+$/)]),
      cause: expect.objectContaining({ name: 'Error', code: 'ECONNREFUSED' }),
    });
  });
});
