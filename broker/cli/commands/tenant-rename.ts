import { AppError } from '../../domain/app-error.ts';
import { originsOf } from '../../settings/addresses.ts';
import { slugProblem } from '../../settings/slug.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../context.ts';
import { getTenant, withParts } from '../with-parts.ts';

export const tenantRename: Command = {
  name: ['tenant', 'rename'],
  summary: 'Gives a tenant another name and portal host; the old host redirects, the sign-in host stays.',
  words: ['TENANT', 'NAME'],
  options: {},
  examples: ['gatehouse tenant rename acme acme-support'],
  async run({ words: [slug = '', name = ''] }, context) {
    const fault = slugProblem(name);
    if (fault !== null) throw new AppError('tenant_name_invalid', { problems: [{ path: name, message: fault }] });
    return withParts(context, async (parts, config) => {
      const tenant = await getTenant(parts, slug);
      const { portalOrigin } = originsOf(config.baseUrl, name);
      if (!(await parts.storage.tenants.rename(tenant.id, name, portalOrigin)))
        throw new AppError('tenant_exists', { details: { tenant: name } });
      context.out(`"${slug}" is now "${name}": ${portalOrigin}. ${tenant.portalOrigin} redirects there.`);
      context.out(`Sign-in stays at ${tenant.loginOrigin}, so nothing changes at the identity providers.`);
      return exitCodes.done;
    });
  },
};
