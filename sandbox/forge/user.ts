/** A person who may open the admin page. */
export interface ForgeUser {
  /** Short name, used in addresses and by tests. */
  readonly key: string;
  readonly accountId: string;
  readonly name: string;
  /** What the switch shows beside the name: "Jira administrator". */
  readonly role: string;
  /** The header with which Jira takes calls for this person. */
  readonly authorization: string;
}
