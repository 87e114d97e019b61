import { connectionAddresses } from '#contract/settings/addresses';
import { isLoopbackHost, originOf } from '../../config/rules.ts';
import { AppError } from '../../domain/app-error.ts';
import { addressesOf, originsOf } from '../../settings/addresses.ts';
import { slugProblem } from '../../settings/slug.ts';
import { newTenantId } from '../../settings/tenant-id.ts';
import { type Command, type Input, UsageError } from '../command.ts';
import { exitCodes } from '../context.ts';
import { json } from '../print.ts';
import { getTenant, withParts } from '../with-parts.ts';

export const tenantAdd: Command = {
  name: ['tenant', 'add'],
  summary: 'Makes a tenant whose settings come from a file.',
  words: [],
  options: {
    slug: { type: 'string', value: 'NAME', text: 'Its name, the first part of its hosts. Required; never given twice.' },
    'portal-origin': {
      type: 'string',
      value: 'URL',
      text: 'The origin of its portal, where it is not below BASE_URL; with --login-origin.',
    },
    'login-origin': { type: 'string', value: 'URL', text: 'The origin of its sign-in pages. It never changes afterwards.' },
    json: { type: 'boolean', text: 'Prints the addresses as JSON.' },
  },
  examples: [
    'gatehouse tenant add --slug acme',
    'gatehouse tenant add --slug acme --portal-origin https://help.acme.example --login-origin https://login.acme.example',
  ],
  async run(input, context) {
    const slug = input.text('slug');
    if (slug === null) throw new UsageError('--slug NAME is missing');
    const fault = slugProblem(slug);
    if (fault !== null) throw new AppError('tenant_name_invalid', { problems: [{ path: slug, message: fault }] });
    return withParts(context, async (parts, config) => {
      const inserted = await parts.storage.tenants.insert({
        id: newTenantId(parts.random),
        slug,
        managedBy: 'file',
        ...(namedOrigins(input, config.mode) ?? originsOf(config.baseUrl, slug)),
        cloudId: null,
        home: null,
        installationId: null,
        createdAt: parts.clock.now(),
      });
      if (!inserted) throw new AppError('tenant_exists', { details: { tenant: slug } });
      const addresses = addressesOf(await getTenant(parts, slug));
      if (input.flag('json')) context.out(json(addresses));
      else {
        context.out(`The tenant "${slug}" is there.`);
        context.out(`  Portal:   ${addresses.portalOrigin}`);
        context.out(`  Sign-in:  ${addresses.loginOrigin}`);
        context.out(`  Redirect address for identity providers: ${connectionAddresses(addresses.loginOrigin, '{connection}').redirectUri}`);
      }
      return exitCodes.done;
    });
  },
};

function namedOrigins(input: Input, mode: 'production' | 'development') {
  const portal = input.text('portal-origin');
  const login = input.text('login-origin');
  if (portal === null && login === null) return null;
  if (portal === null || login === null) throw new UsageError('--portal-origin and --login-origin belong together');
  const portalOrigin = checkedOrigin('--portal-origin', portal, mode);
  const loginOrigin = checkedOrigin('--login-origin', login, mode);
  if (new URL(portalOrigin).host === new URL(loginOrigin).host) throw new UsageError('the two origins must be two hosts');
  return { portalOrigin, loginOrigin };
}

function checkedOrigin(option: string, text: string, mode: 'production' | 'development'): string {
  const origin = originOf(text);
  if (origin === null) throw new UsageError(`${option} must be an origin: https://help.acme.example`);
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'https:' && (mode === 'production' || !isLoopbackHost(hostname)))
    throw new UsageError(`${option} must start with https://`);
  return origin;
}
