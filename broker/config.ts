import { type ConfigFiles, configFiles } from './config/files.ts';
import { type ConfigReading, type Environment, readConfig } from './config/read-config.ts';
import type { Random } from './domain/ports/random.ts';

export type { Config } from './config/config.ts';
export type { ConfigReading, Environment } from './config/read-config.ts';

/**
 * The configuration of this process. It owns what an environment may say; what the broker does with it is `compose.ts`.
 * Every mistake is told at once: `{ ok: false, problems }`, the path of each being the variable.
 */
export function loadConfig(env: Environment, deps: { random: Random; files?: ConfigFiles }): ConfigReading {
  return readConfig(env, { random: deps.random, files: deps.files ?? configFiles });
}
