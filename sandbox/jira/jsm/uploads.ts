import { signedIn, visibleDesk } from '../lookup.ts';
import type { Operation } from '../operations.ts';
import { Refusal } from '../refusal.ts';

/** Uploads as far as their door: the XSRF check and the size limit. Storing files is not simulated. */
export const uploadOperations: Operation[] = [
  {
    method: 'POST',
    path: '/rest/servicedeskapi/servicedesk/{serviceDeskId}/attachTemporaryFile',
    scope: 'write:servicedesk-request',
    handle: (call) => {
      signedIn(call);
      if (call.headers['x-atlassian-token'] !== 'no-check') {
        throw new Refusal(403, 'XSRF check failed', { i18nKey: 'sd.error.xsrf' });
      }
      visibleDesk(call);
      if (Number(call.headers['content-length'] ?? 0) > call.site.settings.maxUploadBytes) {
        throw new Refusal(413, 'The file is too large to be attached.', { i18nKey: 'sd.attachment.too.large' });
      }
      throw new Refusal(
        501,
        'This simulator does not store files: POST /rest/servicedeskapi/servicedesk/{serviceDeskId}/attachTemporaryFile',
      );
    },
  },
];
