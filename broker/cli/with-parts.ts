import type { Config } from '../config/config.ts';
import { AppError } from '../domain/app-error.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { CliContext } from './context.ts';
import type { CliParts } from './parts.ts';

/** The checked configuration; throws `config_invalid` with every problem. */
function getConfig(context: CliContext): Config {
  const reading = context.readConfig(context.env);
  if (!reading.ok) throw new AppError('config_invalid', { problems: reading.problems });
  return reading.config;
}

/** Opens the broker's parts for one piece of work and closes them whatever happens. */
export async function withParts<Result>(
  context: CliContext,
  work: (parts: CliParts, config: Config) => Promise<Result>,
  log: 'stdout' | 'stderr' = 'stderr',
): Promise<Result> {
  const config = getConfig(context);
  const parts = await context.open(config, log);
  try {
    return await work(parts, config);
  } finally {
    await parts.close();
  }
}

/** The tenant of this name; throws `tenant_unknown`. */
export async function getTenant(parts: CliParts, slug: string): Promise<Tenant> {
  const tenant = await parts.storage.tenants.findBySlug(slug);
  if (tenant === null) throw new AppError('tenant_unknown', { details: { tenant: slug } });
  return tenant;
}
