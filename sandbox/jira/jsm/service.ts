import { type Operation, ok } from '../operations.ts';
import { dateDto } from '../shapes/dates.ts';

export const serviceOperations: Operation[] = [
  {
    method: 'GET',
    path: '/rest/servicedeskapi/info',
    scope: null,
    anonymous: true,
    handle: (call) =>
      ok({
        version: '5.17.0-simulator',
        platformVersion: '1001.0.0-SNAPSHOT',
        buildDate: dateDto(Date.UTC(2025, 9, 3)),
        buildChangeSet: 'simulator',
        isLicensedForUse: true,
        _links: { self: `${call.base}/rest/servicedeskapi/info` },
      }),
  },
];
