import type { LogFields } from '../../domain/ports/log.ts';

type Kind = 'text' | 'number';

/** The fields that reach the log; everything else, whoever passes it, does not. */
const allowed = {
  tenant: 'text',
  code: 'text',
  because: 'text',
  supportCode: 'text',
  connection: 'text',
  party: 'text',
  by: 'text',
  person: 'text',
  step: 'text',
  purpose: 'text',
  route: 'text',
  method: 'text',
  status: 'number',
  durationMs: 'number',
  count: 'number',
  revision: 'number',
  epoch: 'number',
  host: 'text',
  port: 'number',
} as const satisfies Record<keyof LogFields, Kind>;

const names = Object.keys(allowed) as (keyof LogFields)[];
const maxTextLength = 300;

/** Only allow-listed fields, each of its own type; texts on one line and of bounded length. */
export function cleanFields(fields: LogFields): LogFields {
  const clean: Record<string, string | number> = {};
  for (const name of names) {
    const value: unknown = fields[name];
    if (allowed[name] === 'number' && typeof value === 'number') clean[name] = value;
    if (allowed[name] === 'text' && typeof value === 'string') clean[name] = oneLine(value);
  }
  return clean;
}

/**
 * Control characters, line and paragraph separators and bidirectional marks as escapes: nobody writes a second line
 * into the log or turns one around on a screen (ASVS 5.0, 16.4.1).
 */
export function oneLine(text: string): string {
  const short = text.length > maxTextLength ? `${text.slice(0, maxTextLength)}...` : text;
  return short.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}
