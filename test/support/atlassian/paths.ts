/** Paths of the platform document that the product or the simulator uses. */
export const platformPathsInUse: readonly string[] = [
  '/rest/api/3/myself',
  '/rest/api/3/user',
  '/rest/api/3/user/bulk',
  '/rest/api/3/user/search',
  '/rest/api/3/mypermissions',
  '/rest/api/3/permissions/check',
  '/rest/api/3/search/jql',
  '/rest/api/3/field',
  '/rest/api/3/issue/{issueIdOrKey}',
  '/rest/api/3/issue/{issueIdOrKey}/comment',
  '/rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}',
  '/rest/api/3/comment/{commentId}/properties/{propertyKey}',
  '/rest/api/3/project/search',
  '/rest/api/3/serverInfo',
];
