import type { Desk, Issue, Workflow, WorkflowStatus, WorkflowTransition } from './model.ts';

/** A service-desk workflow as Jira's template makes it, trimmed. Status ids are those of a fresh site. */
export function serviceWorkflow(): Workflow {
  return {
    initial: '10001',
    statuses: [
      { id: '10001', name: 'Waiting for support', customerName: 'Waiting for support', category: 'NEW' },
      { id: '10002', name: 'In Progress', customerName: 'In progress', category: 'INDETERMINATE' },
      { id: '10003', name: 'Escalated to vendor', customerName: 'In progress', category: 'INDETERMINATE' },
      { id: '10004', name: 'Waiting for customer', customerName: 'Waiting for you', category: 'INDETERMINATE' },
      { id: '10005', name: 'Resolved', customerName: 'Resolved', category: 'DONE' },
      { id: '10006', name: 'Canceled', customerName: 'Canceled', category: 'DONE' },
    ],
    transitions: [
      { id: '11', name: 'Start work', from: ['10001', '10004'], to: '10002', portal: false },
      { id: '21', name: 'Escalate to vendor', from: ['10002'], to: '10003', portal: false },
      { id: '31', name: 'Respond to customer', from: ['10001', '10002', '10003'], to: '10004', portal: false },
      { id: '41', name: 'Resolve this request', from: ['10001', '10002', '10003', '10004'], to: '10005', portal: true },
      { id: '51', name: 'Cancel request', from: ['10001', '10004'], to: '10006', portal: true },
      { id: '61', name: 'Reopen', from: ['10005', '10006'], to: '10001', portal: true },
    ],
  };
}

export function statusOf(desk: Desk, issue: Issue): WorkflowStatus {
  const last = issue.statusHistory.at(-1);
  return statusById(desk, last?.statusId ?? desk.workflow.initial);
}

export function statusById(desk: Desk, statusId: string): WorkflowStatus {
  const status = desk.workflow.statuses.find((candidate) => candidate.id === statusId);
  if (!status) throw new Error(`desk ${desk.projectKey} has no status ${statusId}`);
  return status;
}

/** Transitions that start at the issue's present status, all or only those offered in the portal. */
export function transitionsFrom(desk: Desk, issue: Issue, who: 'staff' | 'customer'): WorkflowTransition[] {
  const now = statusOf(desk, issue).id;
  return desk.workflow.transitions.filter((transition) => transition.from.includes(now) && (who === 'staff' || transition.portal));
}
