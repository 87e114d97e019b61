import { listParameter, numberList, objectBody, textList, textMember } from '../bodies.ts';
import { deskByIdentifier, param, seesDesk, seesRequestType, signedIn, visibleDesk, visibleRequestType } from '../lookup.ts';
import type { Desk, RequestType } from '../model.ts';
import { mayRaise } from '../native-rules.ts';
import { type Call, type Operation, ok } from '../operations.ts';
import { badRequest, lacks, noSuchDesk, unauthorized } from '../refusal.ts';
import { hasAgentLicence, isDeskAdministrator } from '../rights.ts';
import { createMeta, requestTypeDto, serviceDeskDto } from '../shapes/desks.ts';
import { pageOf } from '../shapes/pages.ts';

const root = '/rest/servicedeskapi/servicedesk';
const scope = 'read:servicedesk-request';

function expands(call: Call): ReadonlySet<string> {
  return new Set(listParameter(call.query, 'expand'));
}

function typesFor(call: Call, desks: readonly Desk[]): { desk: Desk; type: RequestType }[] {
  const search = call.query.get('searchQuery')?.toLowerCase();
  const group = call.query.get('groupId');
  const restriction = call.query.get('restrictionStatus')?.toUpperCase();
  const withHidden = call.query.get('includeHiddenRequestTypesInSearch') === 'true';
  return desks
    .flatMap((desk) => desk.requestTypes.map((type) => ({ desk, type })))
    .filter(({ desk, type }) => seesRequestType(call, desk, type))
    .filter(({ type }) => group === null || type.groupIds.includes(group))
    .filter(({ type }) => restriction === undefined || restriction === (type.restrictedTo ? 'RESTRICTED' : 'OPEN'))
    .filter(({ type }) => {
      if (search === undefined || search === '') return true;
      if (type.groupIds.length === 0 && !withHidden) return false;
      return `${type.name}\n${type.description}`.toLowerCase().includes(search);
    });
}

export const deskOperations: Operation[] = [
  {
    method: 'GET',
    path: root,
    scope,
    handle: (call) => {
      signedIn(call);
      const desks = [...call.site.desks.values()].filter((desk) => seesDesk(call, desk));
      return ok(pageOf(call, desks, (desk) => serviceDeskDto(call, desk)));
    },
  },
  {
    method: 'GET',
    path: `${root}/{serviceDeskId}`,
    scope,
    handle: (call) => {
      signedIn(call);
      return ok(serviceDeskDto(call, visibleDesk(call)));
    },
  },
  {
    method: 'GET',
    path: `${root}/{serviceDeskId}/requesttypegroup`,
    scope,
    handle: (call) => {
      signedIn(call);
      return ok(pageOf(call, visibleDesk(call).groups, ({ id, name }) => ({ id, name })));
    },
  },
  {
    method: 'GET',
    path: '/rest/servicedeskapi/requesttype',
    scope,
    experimental: true,
    handle: (call) => {
      signedIn(call);
      const wanted = listParameter(call.query, 'serviceDeskId');
      const desks = [...call.site.desks.values()].filter(
        (desk) => seesDesk(call, desk) && (wanted.length === 0 || wanted.includes(desk.id)),
      );
      return ok(pageOf(call, typesFor(call, desks), ({ desk, type }) => requestTypeDto(call, desk, type, expands(call))));
    },
  },
  {
    method: 'GET',
    path: `${root}/{serviceDeskId}/requesttype`,
    scope,
    handle: (call) => {
      signedIn(call);
      const types = typesFor(call, [visibleDesk(call)]);
      return ok(pageOf(call, types, ({ desk, type }) => requestTypeDto(call, desk, type, expands(call))));
    },
  },
  {
    method: 'GET',
    path: `${root}/{serviceDeskId}/requesttype/{requestTypeId}`,
    scope,
    anonymous: true,
    handle: (call) => {
      const desk = visibleDesk(call);
      return ok(requestTypeDto(call, desk, visibleRequestType(call, desk), expands(call)));
    },
  },
  {
    method: 'GET',
    path: `${root}/{serviceDeskId}/requesttype/{requestTypeId}/field`,
    scope,
    handle: (call) => {
      signedIn(call);
      const desk = visibleDesk(call);
      return ok(createMeta(call, desk, visibleRequestType(call, desk)));
    },
  },
  { method: 'POST', path: `${root}/{serviceDeskId}/requesttype/permissions/check`, scope, experimental: true, handle: checkPermissions },
];

/**
 * Which request types somebody may use or administer. Unknown type ids are ignored. Asking about somebody else needs
 * Administer Jira or Project Administrator, and its refusal is a 401, not a 403 [OpenAPI].
 */
function checkPermissions(call: Call) {
  const caller = signedIn(call);
  const body = objectBody(call.body, ['accountId', 'permissions', 'requestTypeIds']);
  const desk = deskByIdentifier(call.site, param(call, 'serviceDeskId'));
  if (!desk) throw badRequest(noSuchDesk().message);
  const accountId = textMember(body, 'accountId') ?? caller.accountId;
  const permissions = textList(body, 'permissions');
  const typeIds = numberList(body, 'requestTypeIds');
  if (permissions.length === 0 || permissions.some((name) => name !== 'canCreateRequest' && name !== 'canAdminister')) {
    throw badRequest('The permissions are missing or not known.');
  }
  if (typeIds.length === 0) throw badRequest('No request type ids were given.');
  if (typeIds.length > 50) throw badRequest('A maximum of 50 request types can be checked.');
  if (accountId !== caller.accountId && !isDeskAdministrator(desk, caller)) {
    throw Object.assign(unauthorized(), { message: lacks('Administer Jira or Project Administrator').message });
  }
  const subject = call.site.users.get(accountId);
  if (!subject) throw badRequest(`The account id '${accountId}' is not valid.`);
  const types = desk.requestTypes.filter((type) => typeIds.includes(Number(type.id)));
  const numbers = (kept: RequestType[]) => kept.map((type) => Number(type.id));
  return ok({
    ...(permissions.includes('canCreateRequest')
      ? { canCreateRequest: numbers(types.filter((type) => mayRaise(call.site, desk, type, accountId))) }
      : {}),
    ...(permissions.includes('canAdminister')
      ? { canAdminister: numbers(isDeskAdministrator(desk, subject) && hasAgentLicence(call.site, accountId) ? types : []) }
      : {}),
  });
}
