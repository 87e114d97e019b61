/** A refusal an operation gives. Thrown inside the simulator, written in the form of the API that was asked. */
export class Refusal extends Error {
  readonly status: number;
  readonly i18nKey: string;
  readonly parameters: string[];
  /** Field id to message, for platform answers. */
  readonly fields: Record<string, string>;

  constructor(status: number, message: string, more: { i18nKey?: string; parameters?: string[]; fields?: Record<string, string> } = {}) {
    super(message);
    this.status = status;
    this.i18nKey = more.i18nKey ?? `sd.simulator.error.${status}`;
    this.parameters = more.parameters ?? [];
    this.fields = more.fields ?? {};
  }
}

/** Service Management answers with one message, the platform with a list and a map (jsm.md section 3). */
export function refusalBody(api: 'jsm' | 'platform', refusal: Refusal): Record<string, unknown> {
  if (api === 'platform') {
    const messages = Object.keys(refusal.fields).length > 0 ? [] : [refusal.message];
    return { errorMessages: messages, errors: refusal.fields };
  }
  return { errorMessage: refusal.message, i18nErrorMessage: { i18nKey: refusal.i18nKey, parameters: refusal.parameters } };
}

export const unauthorized = (): Refusal =>
  new Refusal(401, 'Client must be authenticated to access this resource.', { i18nKey: 'sd.error.not.authenticated' });

/** Names the missing right, so that whoever sets up a service account knows what to grant. */
export const lacks = (right: string): Refusal =>
  new Refusal(403, `You do not have permission to do this: ${right} is required.`, {
    i18nKey: 'sd.error.permission.missing',
    parameters: [right],
  });

export const noSuchDesk = (): Refusal =>
  new Refusal(404, 'The Service Desk you are trying to view does not exist.', {
    i18nKey: 'sd.agent.servicedesk.error.servicedesk.missing',
  });

export const noSuchRequestType = (): Refusal =>
  new Refusal(404, 'The Request Type you are trying to view does not exist.', { i18nKey: 'sd.request.type.not.found' });

/** One wording for "unknown" and "hidden from you". */
export const noSuchRequest = (): Refusal =>
  new Refusal(404, 'The request you are trying to view does not exist.', { i18nKey: 'sd.request.not.found' });

export const noSuchIssue = (): Refusal => new Refusal(404, 'Issue does not exist or you do not have permission to see it.');

export const noSuchOrganization = (): Refusal =>
  new Refusal(404, 'The organization does not exist.', { i18nKey: 'sd.organization.not.found' });

export const badRequest = (message: string, i18nKey = 'sd.error.invalid.request'): Refusal => new Refusal(400, message, { i18nKey });
