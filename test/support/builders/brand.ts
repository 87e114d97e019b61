import type { Brand } from '../../../broker/domain/brands.ts';

/** A text as the branded type that its place asks for: `tenant: brand('t1')`. */
export function brand<Branded extends Brand<string>>(text: string): Branded {
  return text as Branded;
}
