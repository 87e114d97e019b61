import { randomBytes } from 'node:crypto';
import { Value } from 'typebox/value';
import { SecretContent } from '#contract/settings/parts';
import { canonicalJson } from './canonical';

/** A value that somebody just entered, ready to be stored: its reference for the settings and the content of its part. */
export interface NewSecret {
  readonly id: string;
  readonly content: string;
}

/** Every value gets a name of its own and a salt, so that neither name nor hash tells whether a value is used twice. */
export function newSecret(value: string): NewSecret {
  const id = `sec_${randomBytes(16).toString('base64url')}`;
  const content: SecretContent = { id, salt: randomBytes(16).toString('base64url'), value };
  return { id, content: canonicalJson(content) };
}

/** The value inside a stored secret part; null when it is not one. */
export function secretValue(content: string): string | null {
  try {
    const parsed: unknown = JSON.parse(content);
    return Value.Check(SecretContent, parsed) ? parsed.value : null;
  } catch {
    return null;
  }
}
