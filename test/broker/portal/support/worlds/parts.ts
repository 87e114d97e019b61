import type { Site } from '../../../../../sandbox/jira/model.ts';

/** Everything that can be taken out of a world one by one, by a name that stays the same for a seed. */
export function partsOf(sites: readonly Site[]): Map<string, () => void> {
  const parts = new Map<string, () => void>();
  const member = (name: string, set: Set<string>) => {
    for (const value of set) parts.set(`${name} ${value}`, () => set.delete(value));
  };
  for (const [index, site] of sites.entries()) {
    for (const desk of site.desks.values()) {
      const at = `site ${index} desk ${desk.id}`;
      parts.set(at, () => {
        site.desks.delete(desk.id);
        for (const issue of site.issues.values()) if (issue.deskId === desk.id) site.issues.delete(issue.id);
      });
      for (const type of desk.requestTypes) {
        parts.set(`${at} type ${type.id} restriction`, () => {
          type.restrictedTo = null;
        });
      }
      member(`${at} customer`, desk.customers);
      member(`${at} organization`, desk.organizationIds);
      member(`${at} browser`, desk.browsers);
    }
    for (const issue of site.issues.values()) {
      const at = `site ${index} issue ${issue.id}`;
      parts.set(at, () => site.issues.delete(issue.id));
      parts.set(`${at} comments`, () => issue.comments.splice(0));
      parts.set(`${at} participants`, () => issue.participants.splice(0));
      parts.set(`${at} organizations`, () => issue.organizationIds.splice(0));
      parts.set(`${at} approvals`, () => issue.approvals.splice(0));
      parts.set(`${at} description`, () => issue.fieldValues.delete('description'));
      parts.set(`${at} level`, () => {
        issue.securityLevelId = null;
      });
    }
    for (const organization of site.organizations.values()) {
      member(`site ${index} organization ${organization.id} member`, organization.members);
    }
  }
  return parts;
}
