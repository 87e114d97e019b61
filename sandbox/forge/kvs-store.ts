import { checkKey, checkValue, KvsRefusal } from './kvs-limits.ts';

interface Entry {
  /** JSON text, so that nobody holds an object of the store in hand. */
  readonly json: string;
  readonly expiresAt: number | null;
}

const units = { SECONDS: 1000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 } as const;

interface SetOptions {
  readonly keyPolicy?: 'OVERRIDE' | 'FAIL_IF_EXISTS';
  readonly ttl?: { readonly value: number; readonly unit: keyof typeof units };
}

/** One half (plain or secret) of the storage of one installation. */
export class KvsStore {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: unknown): { key: string; value: unknown } {
    checkKey(key);
    const entry = this.#live(key);
    if (entry === undefined) throw new KvsRefusal(404, 'KEY_NOT_FOUND', 'Key not found');
    return { key, value: JSON.parse(entry.json) };
  }

  set(key: unknown, value: unknown, options: SetOptions = {}): void {
    checkKey(key);
    checkValue(value);
    if (options.keyPolicy === 'FAIL_IF_EXISTS' && this.#live(key) !== undefined)
      throw new KvsRefusal(409, 'KEY_ALREADY_EXISTS', 'Key already exists');
    const expiresAt = options.ttl === undefined ? null : this.#now() + options.ttl.value * units[options.ttl.unit];
    this.#entries.set(key, { json: JSON.stringify(value), expiresAt });
  }

  delete(key: unknown): void {
    checkKey(key);
    if (this.#live(key) === undefined) throw new KvsRefusal(404, 'KEY_NOT_FOUND', 'Key not found');
    this.#entries.delete(key);
  }

  /** Keys by prefix, in key order; the cursor is the last key of the page before. */
  query(prefix: string, limit: number, after: string | undefined): { data: { key: string; value: unknown }[]; cursor?: string } {
    const keys = this.keys().filter((key) => key.startsWith(prefix) && (after === undefined || key > after));
    const page = keys.slice(0, limit);
    const last = page.at(-1);
    return { data: page.map((key) => this.get(key)), ...(last !== undefined && keys.length > limit ? { cursor: last } : {}) };
  }

  keys(): string[] {
    return [...this.#entries.keys()].filter((key) => this.#live(key) !== undefined).sort();
  }

  clear(): void {
    this.#entries.clear();
  }

  #live(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && (entry.expiresAt === null || entry.expiresAt > this.#now()) ? entry : undefined;
  }
}
