import { AppError } from '../../domain/app-error.ts';
import { readKeyFile, type YubiKeySecret } from './key-file.ts';

/** YubiKeys whose AES key the operator has, by their public id. */
export type LocalKeys = ReadonlyMap<string, YubiKeySecret>;

/** Throws `config_invalid`, which names the file and the lines that cannot be used. No secret stands in it. */
export function loadKeys(files: readonly { readonly path: string; readonly text: string }[]): LocalKeys {
  const found = new Map<string, YubiKeySecret>();
  for (const { path, text } of files) {
    const { keys, problems } = readKeyFile(text);
    const twice = keys.filter(({ publicId }) => found.has(publicId)).length;
    const told = [
      ...problems.slice(0, 20).map(({ line, because }) => `${path}, line ${line}, cannot be used (${because}).`),
      ...(twice > 0 ? [`${path} has ${twice} keys that another file has too.`] : []),
    ];
    if (told.length > 0)
      throw new AppError('config_invalid', { problems: told.map((message) => ({ path: '/YUBICO_KEY_FILES', message })) });
    for (const key of keys) found.set(key.publicId, key);
  }
  return found;
}
