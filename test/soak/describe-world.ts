import type { Site } from '../../sandbox/jira/model.ts';
import type { World } from '../broker/portal/support/worlds/world.ts';

/** A world in lines, for whoever has to find out why. */
export function describeWorld(world: World): string {
  return [
    `actors: ${world.actors.map(({ tenant, accountId }) => `${accountId} at tenant ${tenant}`).join('; ')}`,
    ...(world.quirk === null ? [] : [`quirk: ${world.quirk}`]),
    ...world.sites.flatMap((site, index) => [`site of tenant ${index}: ${JSON.stringify(site.settings)}`, ...linesOf(site)]),
  ].join('\n');
}

function linesOf(site: Site): string[] {
  const list = (values: Iterable<string>) => [...values].join(' ');
  return [
    ...[...site.users.values()].filter((user) => !user.active).map((user) => `  inactive ${user.accountId}`),
    ...[...site.organizations.values()].map((one) => `  organization ${one.id}: ${list(one.members)}`),
    ...[...site.desks.values()].flatMap((desk) => [
      `  desk ${desk.id} ${desk.projectKey} ${desk.access}: customers ${list(desk.customers)}; organizations ${list(desk.organizationIds)}; agents ${list(desk.agents)}; browsers ${list(desk.browsers)}`,
      ...desk.requestTypes.map((type) => {
        const only = type.restrictedTo && ` only ${list(type.restrictedTo.accountIds)} ${list(type.restrictedTo.organizationIds)}`;
        return `    type ${type.id} in groups ${list(type.groupIds)}${only ?? ''}: ${type.fields.map((field) => `${field.visible ? '' : '-'}${field.fieldId}`).join(' ')}`;
      }),
      ...desk.securityLevels.map((level) => `    level ${level.id}${level.reporter ? ' reporter' : ''}: ${list(level.accountIds)}`),
    ]),
    ...[...site.issues.values()].flatMap((issue) => [
      `  ${issue.key} (${issue.id}) desk ${issue.deskId} type ${issue.requestTypeId} reporter ${issue.reporter} level ${issue.securityLevelId}`,
      `    participants ${list(issue.participants)}; organizations ${list(issue.organizationIds)}; approvers ${list(issue.approvals.flatMap((approval) => approval.approvers.map((one) => one.accountId)))}`,
      ...issue.comments.map((one) => `    comment ${one.id} public ${one.public} ${one.visibility?.value ?? ''}: ${one.body}`),
    ]),
  ];
}
