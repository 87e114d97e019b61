import { approvalOperations } from './jsm/approvals.ts';
import { commentOperations } from './jsm/comments.ts';
import { customerOperations } from './jsm/customers.ts';
import { deskOperations } from './jsm/desks.ts';
import { organizationPropertyOperations } from './jsm/organization-properties.ts';
import { organizationOperations } from './jsm/organizations.ts';
import { participantOperations } from './jsm/participants.ts';
import { requestOperations } from './jsm/requests.ts';
import { serviceOperations } from './jsm/service.ts';
import { uploadOperations } from './jsm/uploads.ts';
import type { Operation } from './operations.ts';
import { issueOperations } from './platform/issues.ts';
import { permissionOperations } from './platform/permissions.ts';
import { propertyOperations } from './platform/properties.ts';
import { searchOperations } from './platform/search.ts';
import { siteOperations } from './platform/site.ts';
import { userOperations } from './platform/users.ts';

/** Every operation the simulator performs. */
export const operations: readonly Operation[] = [
  ...serviceOperations,
  ...deskOperations,
  ...customerOperations,
  ...organizationOperations,
  ...organizationPropertyOperations,
  ...requestOperations,
  ...commentOperations,
  ...participantOperations,
  ...approvalOperations,
  ...uploadOperations,
  ...userOperations,
  ...permissionOperations,
  ...searchOperations,
  ...issueOperations,
  ...propertyOperations,
  ...siteOperations,
];
