/** What Forge storage refuses, with its codes (KVS and Custom Entity Store limits, December 2025). */
export class KvsRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const maxKeyLength = 500;
const maxValueBytes = 240 * 1024;
const maxDepth = 31;
const keyPattern = /^[A-Za-z0-9:._\s#-]+$/;

export function checkKey(key: unknown): asserts key is string {
  if (typeof key !== 'string' || key.trim() === '' || !keyPattern.test(key)) throw new KvsRefusal(400, 'INVALID_KEY', 'Key is not valid');
  if (key.length > maxKeyLength) throw new KvsRefusal(400, 'KEY_TOO_LONG', 'Key is longer than 500 characters');
}

export function checkValue(value: unknown): void {
  if (value === undefined || value === null) throw new KvsRefusal(400, 'INVALID_VALUE', 'Value is missing');
  if (Buffer.byteLength(JSON.stringify(value), 'utf8') > maxValueBytes)
    throw new KvsRefusal(400, 'MAX_SIZE', 'Value is larger than 240 KiB');
  if (depthOf(value) > maxDepth) throw new KvsRefusal(400, 'MAX_DEPTH', 'Value is nested too deeply');
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
