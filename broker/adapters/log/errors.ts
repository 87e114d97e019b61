import { AppError } from '../../domain/app-error.ts';
import { cleanFields } from './fields.ts';

/** An error as the log shows it: what kind it is and where it was thrown, never what it says. */
export interface LoggedError {
  readonly name: string;
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Files and lines of the innermost frames. */
  readonly at?: readonly string[];
  readonly cause?: LoggedError;
}

const maxDepth = 5;
const maxFrames = 6;
const shapeOfName = /^[A-Z][A-Za-z]{0,39}$/;
/** `ECONNREFUSED`, `ERR_SQLITE_ERROR`, `UND_ERR_ABORTED`; nothing with the variety of a token. */
const shapeOfCode = /^[A-Z][A-Z_]{1,59}$/;

/**
 * Messages of other people's errors carry what they were fed: addresses, tokens, names. So a name and a code of a
 * machine's shape is all that is kept of them. An AppError's message is its code; of its details, only what the log
 * would take as a field passes, and numbers.
 */
export function loggedError(error: unknown, depth = 1): LoggedError {
  if (!isError(error)) return { name: typeof error };
  const code = codeOf(error);
  const details = error instanceof AppError ? detailsOf(error) : {};
  const at = framesOf(error);
  return {
    name: shapeOfName.test(error.name) ? error.name : 'Error',
    ...(code === null ? {} : { code }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
    ...(at.length === 0 ? {} : { at }),
    ...(error.cause === undefined || depth >= maxDepth ? {} : { cause: loggedError(error.cause, depth + 1) }),
  };
}

/** By shape: errors of another realm and DOMExceptions are errors too. */
function isError(value: unknown): value is Error {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'message' in value &&
    typeof value.message === 'string'
  );
}

function codeOf(error: Error): string | null {
  if (error instanceof AppError) return error.code;
  return 'code' in error && typeof error.code === 'string' && shapeOfCode.test(error.code) ? error.code : null;
}

function detailsOf({ details }: AppError): Record<string, unknown> {
  const numbers = Object.entries(details).filter(([name, value]) => typeof value === 'number' && /^\w{1,30}$/.test(name));
  return { ...Object.fromEntries(numbers), ...cleanFields(details) };
}

/** The stack begins with the message, which may hold anything, lines that look like frames too: it is cut off first. */
function framesOf(error: Error): readonly string[] {
  const { stack } = error;
  const head = `${error.name}: ${error.message}\n`;
  const plainHead = `Error: ${error.message}\n`;
  const start = stack?.startsWith(head) ? head.length : stack?.startsWith(plainHead) ? plainHead.length : null;
  if (stack === undefined || start === null) return [];
  const frames = stack.slice(start).split('\n').slice(0, maxFrames);
  return frames.flatMap((frame) => /^ {4}at .*?((?:[\w.@+-]+\/){0,3}[\w.-]+:\d+:\d+)\)?$/.exec(frame)?.[1] ?? []);
}
