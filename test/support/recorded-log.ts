import type { Log } from '../../broker/domain/ports/log.ts';

export interface RecordedLog extends Log {
  readonly lines: readonly {
    readonly level: 'info' | 'warn' | 'error';
    readonly event: string;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
}

/** A log that a test can read. */
export function createRecordedLog(): RecordedLog {
  const lines: RecordedLog['lines'][number][] = [];
  const at =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: object = {}): void => {
      lines.push({ level, event, fields: { ...fields } });
    };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}
