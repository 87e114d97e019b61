import type { ImportErrorCode } from '#contract/errors/import';
import { importSaid } from '#contract/messages/en/import';
import { AppError } from './app-error.ts';
import { importFault } from './import-fault.ts';
import type { Outbound, OutboundResponse } from './ports/outbound.ts';
import { quoted } from './quoted.ts';

const faultOfOutbound: Readonly<Partial<Record<string, ImportErrorCode>>> = {
  outbound_refused: 'import_address_refused',
  outbound_timeout: 'import_timeout',
  outbound_too_large: 'import_too_large',
  outbound_failed: 'import_unreachable',
};

/**
 * Reads a document over the guarded pool for an import. `path` is the field that its address was entered in. Throws
 * `import_address_...`, `import_unreachable`, `import_timeout`, `import_too_large`, `import_redirected`, `import_status`.
 */
export async function fetchForImport(
  outbound: Outbound,
  ask: { readonly url: string; readonly accept: string; readonly maxBytes: number; readonly path: string },
): Promise<OutboundResponse> {
  const { url, accept, maxBytes, path } = ask;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw importFault('import_address_invalid', 'import.address');
  let answer: OutboundResponse;
  try {
    answer = await outbound.send({ method: 'GET', url, headers: { accept }, maxBytes });
  } catch (error) {
    const code = error instanceof AppError ? faultOfOutbound[error.code] : undefined;
    if (code === undefined) throw error;
    throw importFault(code, (error as AppError).because, { cause: error });
  }
  if (answer.status >= 300 && answer.status < 400) {
    const { location } = answer.headers;
    const target = location === undefined ? null : URL.parse(location, url);
    const leads = target?.protocol === 'https:' ? { said: { path, message: importSaid.leadsTo(quoted(target.href)) } } : {};
    throw importFault('import_redirected', 'import.redirect', leads);
  }
  if (answer.status >= 500) throw importFault('import_unreachable', 'import.server-error');
  if (answer.status !== 200)
    throw importFault('import_status', 'import.status', { said: { path, message: importSaid.status(answer.status) } });
  return answer;
}
