/** The log, on pino. Owns what may be in it: an event's name, the allow-listed fields, an error's kind. Nothing else. */
import { type DestinationStream, pino } from 'pino';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log, LogFields } from '../../domain/ports/log.ts';
import { loggedError } from './errors.ts';
import { cleanFields, oneLine } from './fields.ts';

export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

/**
 * One JSON object a line: `level`, `time` (ISO 8601), `event`, the fields. Writes to standard output unless told, and
 * never throws.
 */
export function createLog(options: { clock: Clock; level?: LogLevel; destination?: DestinationStream }): Log {
  const { clock, level = 'info' } = options;
  const settings = {
    level,
    base: null,
    messageKey: 'event',
    timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = options.destination === undefined ? pino(settings) : pino(settings, options.destination);

  return {
    info: (event, fields = {}) => logger.info(cleanFields(fields), oneLine(event)),
    warn: (event, fields = {}) => logger.warn(cleanFields(fields), oneLine(event)),
    error(event, fields = {}) {
      const { error, ...rest }: LogFields & { error?: unknown } = fields;
      logger.error(error === undefined ? cleanFields(rest) : { ...cleanFields(rest), error: loggedError(error) }, oneLine(event));
    },
  };
}
