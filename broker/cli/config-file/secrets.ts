import { dirname, resolve } from 'node:path';
import { maxSecretLength } from '#contract/settings/parts';
import type { Problem } from '#contract/settings/problems';
import { Secret } from '../../domain/secret.ts';
import type { CliContext } from '../context.ts';
import type { FileSecret } from './schema.ts';

export type FoundSecret =
  | { readonly ok: true; readonly path: string; readonly value: Secret }
  | { readonly ok: false; readonly problem: Problem };

/** Fetches a secret from where the file says it is. Problems name the place, never the value. */
export async function findSecret(
  { path, secret }: { readonly path: string; readonly secret: FileSecret },
  settingsFile: string,
  context: Pick<CliContext, 'env' | 'readFile'>,
): Promise<FoundSecret> {
  const wrong = (message: string): FoundSecret => ({ ok: false, problem: { path, message } });
  if ('env' in secret) {
    const value = context.env[secret.env];
    return value === undefined || value === '' ? wrong(`the environment variable ${secret.env} is not set`) : checked(path, value);
  }
  const at = resolve(dirname(settingsFile), secret.file);
  try {
    const text = await context.readFile(at);
    // Editors and `echo` end a file with a line end that nobody means.
    return text === null ? wrong(`there is no file ${at}`) : checked(path, text.replace(/\r?\n$/, ''));
  } catch (error) {
    return wrong(`the file ${at} cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

function checked(path: string, value: string): FoundSecret {
  if (value === '') return { ok: false, problem: { path, message: 'the secret is empty' } };
  if (value !== value.trim()) return { ok: false, problem: { path, message: 'the secret begins or ends with a space or a line break' } };
  if (/[\r\n]/.test(value)) return { ok: false, problem: { path, message: 'the secret has a line break in it' } };
  if (value.length > maxSecretLength)
    return { ok: false, problem: { path, message: `the secret is longer than ${maxSecretLength} characters` } };
  return { ok: true, path, value: new Secret(value) };
}
