import type { Edit } from './bundle.ts';

/** A guard that is wrong in one way, which the worlds have to find. */
export interface Mutation {
  readonly name: string;
  readonly edits: readonly Edit[];
}

const one = (name: string, file: string, from: string, to: string): Mutation => ({ name, edits: [{ file, from, to }] });

/** Each by the rule it breaks. Text is the product's own: what no longer fits fails loudly and is to be written anew. */
export const mutations: readonly Mutation[] = [
  // R2, portals
  one('R2: everybody enters every desk', 'guard/desk-access.ts', 'if (shared.size === 0)', 'if (false)'),
  one('R2: an organization counts at desks that do not have it', 'guard/desk-access.ts', '.filter((id) => ids.has(id))', ''),
  one('R2: deactivated members stay in', 'guard/desk-access.ts', 'user?.active === true &&', 'user !== null &&'),
  one('R2: apps are customers', 'guard/desk-access.ts', "&& user.accountType !== 'app'", ''),
  one(
    'R2: organizations open nothing',
    'guard/desk-access.ts',
    "return allow({ desk, creatable }, 'R2: organization of the desk');",
    "return absent('R2');",
  ),
  one(
    'R2: who may raise one type may raise all',
    'guard/desk-access.ts',
    'ofDesk.filter((type) => may.has(type.id))',
    '(may.size > 0 ? ofDesk : [])',
  ),
  one('R2: who may not raise all may raise none', 'guard/desk-access.ts', 'creatable.length > 0', 'creatable.length === ofDesk.length'),
  // R3, request types
  one('R3: types without a group are offered', 'guard/request-types.ts', 'if (!groups.some(', 'if (false && !groups.some('),
  one('R3: a type has to stand in every group', 'guard/request-types.ts', '!groups.some(', '!groups.every('),
  one(
    'R3: any type of the desk opens',
    'guard/request-types.ts',
    "if (type === undefined) return absent('R3: may not create this type here');",
    "if (type === undefined) return allow({ id: typeId, groupIds: [] } as never, '');",
  ),
  one(
    'R3: groups list types of other groups',
    'guard/request-types.ts',
    'type.groupIds.includes(group.id)) }))',
    'type.groupIds.length > 0) }))',
  ),
  // R4, requests
  one('R4: deskId is not compared', 'guard/request-access.ts', "if (found.deskId !== deskId) return absent('R4: of another desk');", ''),
  one('R4: R2 is skipped for deep links', 'guard/request-access.ts', 'if (!desk.ok && !(await browse()))', 'if (false)'),
  one('R4: Browse Projects is no way in', 'guard/request-access.ts', '!desk.ok && !(await browse())', '!desk.ok'),
  one(
    'R4: the involvement is not asked for',
    'guard/request-access.ts',
    "if (involvement === null) return absent('R4c: not involved');",
    '',
  ),
  one('R4: the security level is ignored', 'guard/request-access.ts', 'facts.issue.hasSecurityLevel && !(await browse())', 'false'),
  one(
    'R4: every security level hides',
    'guard/request-access.ts',
    'facts.issue.hasSecurityLevel && !(await browse())',
    'facts.issue.hasSecurityLevel',
  ),
  one(
    'R4: the comparison with the reporter is turned',
    'guard/involvement.ts',
    'facts.request.reporter.accountId === me',
    'facts.request.reporter.accountId !== me',
  ),
  one('R4: the reporter is not involved', 'guard/involvement.ts', "if (facts.request.reporter.accountId === me) return 'reporter';", ''),
  one('R4: participants are not involved', 'guard/involvement.ts', "if (facts.participants.includes(me)) return 'participant';", ''),
  one('R4: approvers are not involved', 'guard/involvement.ts', "if (facts.approvers.includes(me)) return 'approver';", ''),
  one('R4: a request with approvers is everybody’s', 'guard/involvement.ts', 'facts.approvers.includes(me)', 'facts.approvers.length > 0'),
  one(
    'R4: every organization instead of some',
    'guard/involvement.ts',
    'facts.issue.organizationIds.some(',
    'facts.issue.organizationIds.every(',
  ),
  one(
    'R4: any sharing will do',
    'guard/involvement.ts',
    'facts.issue.organizationIds.some((id) => facts.sharedOrganizations.has(id))',
    'facts.issue.organizationIds.length > 0',
  ),
  one(
    'R4: people are asked about only of others’ requests, turned',
    'guard/request-access.ts',
    'mine ? nobody : peopleOf(jira, key)',
    'mine ? peopleOf(jira, key) : nobody',
  ),
  one(
    'R4: who was deleted browses',
    'guard/request-access.ts',
    "'jira_request_invalid') return false;",
    "'jira_request_invalid') return true as never;",
  ),
  // R5, lists
  one(
    'R5: rows are not looked at again',
    'guard/request-list.ts',
    '(verdict.ok ? verdict.value : null)',
    '(verdict.ok ? verdict.value : ({ request: { key: keys[verdicts.indexOf(verdict)], summary: "", reporter: { displayName: "" } } } as never))',
  ),
  one('R5: the reporter’s requests are not listed', 'guard/jql.ts', `    \`reporter = \${me}\`,\n`, ''),
  one('R5: approvals are not listed', 'guard/jql.ts', `[\`\${approvals} = approver(\${me})\`]`, '[]'),
  one('R5: open means closed', 'guard/jql.ts', "['statusCategory != Done']", "['statusCategory = Done']"),
  {
    name: 'R5: a desk without the service account breaks the list',
    edits: [
      { file: 'guard/request-list.ts', from: "await searchableDesks(customer, 'listed')", to: 'site' },
      { file: 'guard/request-list.ts', from: "await searchableDesks(customer, 'live')", to: 'site' },
    ],
  },
  {
    name: 'R5: a desk is no filter',
    edits: [
      { file: 'guard/request-list.ts', from: 'desk.id === filter.deskId && ', to: '' },
      // A second look, for requests that were moved; alone it would hide that the first is gone.
      { file: 'guard/request-list.ts', from: 'row.request.deskId === filter.deskId', to: 'true' },
    ],
  },
  one('R5: ids and accounts in JQL are not validated', 'guard/jql.ts', 'if (!isAccountId(accountId)) throw', 'if (false) throw'),
  one('R5: typed words reach Jira as they are', 'guard/jql.ts', ".replace(/[^\\p{L}\\p{N}\\p{M}]+/gu, ' ')", ''),
  one('R5: just written requests are not waited for', 'guard/recent-writes.ts', 'deps.clock.now() - write.at < keptMs', 'false'),
  one(
    'R5: a page says what is kept back',
    'guard/told-page.ts',
    'if (row === null) continue;',
    'if (row === null) { if (rows.length + index + 1 >= keys.length && found.nextPageToken !== null) return { rows, nextPageToken: written({ token: found.nextPageToken, skip: 0 }) }; continue; }',
  ),
  one('R5: the row that shows a next page is lost', 'guard/told-page.ts', 'skip: at + index', 'skip: at + index + 1'),
  one('R5: closed means open', 'guard/jql.ts', "['statusCategory = Done']", "['statusCategory != Done']"),
  one('R5: participants’ requests are not listed', 'guard/jql.ts', `[\`\${participants} = \${me}\`]`, '[]'),
  one('R5: organizations’ requests are not listed', 'guard/jql.ts', 'question.organizationIds.length === 0', 'true'),
  one(
    'R5: a name that is gone breaks the list',
    'guard/request-list.ts',
    "error.code === 'jira_request_invalid' || error.code === 'jira_not_found')) return null;\n    throw",
    'false)) return null;\n    throw',
  ),
  // R6, comments
  one('R6: what Jira’s portal view calls internal is shown', 'guard/comments.ts', 'comment.public === true && ', ''),
  one('R6: what the platform calls internal is shown', 'guard/comments.ts', 'comment.jsdPublic === true && ', ''),
  one(
    'R6: what the platform does not call internal is shown',
    'guard/comments.ts',
    'comment.jsdPublic === true',
    'comment.jsdPublic !== false',
  ),
  one('R6: restricted comments are shown', 'guard/comments.ts', ' && !comment.restricted', ''),
  // R8, fields and names
  one('R8: hidden fields are shown', 'guard/readable.ts', 'form.filter((field) => field.visible)', 'form'),
  one('R8: a hidden description tells of its words', 'guard/search-hints.ts', 'if (doubtful.length === 0) return rows;', 'return rows;'),
  one('R8: mentions carry account ids', 'guard/readable.ts', "text.replace(/\\[~(?:accountid:)?[^\\]\\n]{1,200}\\]/gi, '@…')", 'text'),
  one('R8: addresses are names', 'guard/readable.ts', ".replace(/([^\\s@<>]+)@[^\\s@<>]+/g, '$1')", ''),
  // R8 and R10, forms and writes
  one('R8: the form shows hidden fields', 'guard.ts', 'fields: fields.filter((field) => field.visible)', 'fields'),
  one(
    'R8: hidden fields are taken',
    'guard.ts',
    'if (!Object.keys(filled.values).every(',
    'if (false && !Object.keys(filled.values).every(',
  ),
  one(
    'R10: raising asks for nothing',
    'guard.ts',
    'const opened = await form(customer, where.deskId, where.typeId);',
    "const opened = { ok: true, because: '', value: { desk: { id: where.deskId }, type: { id: where.typeId }, fields: [{ id: 'summary' }, { id: 'description' }] } } as never as Verdict<FormView>;",
  ),
  one(
    'R10: requests are raised in the name of the service account',
    'guard.ts',
    'raiseOnBehalfOf: customer.accountId',
    "raiseOnBehalfOf: '70121:portal-service' as never",
  ),
  one(
    'R10: commenting asks for nothing',
    'guard.ts',
    'const opened = await requests.open(customer, where.deskId, where.key);',
    "const opened = { ok: true, because: '', value: { request: { id: '1', key: where.key } } } as const;",
  ),
  // R13, what is remembered
  one(
    'R13: accounts share what is remembered',
    'guard/customer.ts',
    `\`\${tenantKey(customer)}/\${customer.accountId}\``,
    'tenantKey(customer)',
  ),
  one(
    'R13: organizations are those of another tenant',
    'guard/customer.ts',
    `\`\${tenant}/\${epoch}/\${revision ?? '-'}\``,
    `\`\${epoch}/\${revision ?? '-'}\``,
  ),
  one('R13: who may raise is remembered for all desks', 'guard/desk-access.ts', `#creatable/\${deskId}\``, '#creatable`'),
  one('R13: organizations of a desk are those of all', 'guard/desk-access.ts', `#organizations/\${deskId}\``, '#organizations/`'),
  one('R13: nothing is ever forgotten', 'guard/memory.ts', 'if (known && deps.clock.now() - known.askedAt < ttlMs)', 'if (known)'),
  one(
    'R13: opening believes a list’s memory',
    'guard/desk-access.ts',
    "freshness === 'live' ? deps.memory.refresh(key, question)",
    "freshness === 'live' && false ? deps.memory.refresh(key, question)",
  ),
  one(
    'R13: deep links believe a list’s memory of desks',
    'guard/request-access.ts',
    "deps.desks.enter(customer, deskId, 'live')",
    "deps.desks.enter(customer, deskId, 'listed')",
  ),
  one(
    'R13: deep links believe a list’s memory of organizations',
    'guard/request-access.ts',
    "deps.desks.sharedOrganizations(customer, deskId, 'live')",
    "deps.desks.sharedOrganizations(customer, deskId, 'listed')",
  ),
  one(
    'R13: types and forms are those of a minute ago',
    'guard/catalogue.ts',
    "freshness === 'live' ? deps.memory.refresh(key, question)",
    "freshness === 'live' && false ? deps.memory.refresh(key, question)",
  ),
];
