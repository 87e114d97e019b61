import type { Problem } from '#contract/settings/problems';
import { AppError } from '../../domain/app-error.ts';
import type { NewRequest } from '../../domain/jira.ts';
import { checkedAccountId, numberOfId } from './addresses.ts';
import { id, list, object, text } from './answers.ts';
import { fieldProblem } from './failures.ts';
import type { Caller } from './transport.ts';
import type { CustomerRequestCreateMetaDTO, CustomerRequestDTO, RequestCreateDTO, RequestTypeFieldDTO } from './types.generated.ts';

/**
 * Raises a request for a customer. Sent once, whatever happens: when the answer is lost nobody knows whether it stands,
 * and the caller has to say so instead of trying again. On a desk that the customer has no access to, Jira would make
 * them its customer in silence (jsm.md section 0, 6), so access is checked by the guard before.
 */
export async function createRequest(call: Caller, request: NewRequest): Promise<{ readonly id: string; readonly key: string }> {
  // The ids go into the body, so no path pattern has looked at them yet.
  for (const given of [request.deskId, request.requestTypeId]) numberOfId(given);
  const body: RequestCreateDTO = {
    serviceDeskId: request.deskId,
    requestTypeId: request.requestTypeId,
    requestFieldValues: request.fields,
    raiseOnBehalfOf: checkedAccountId(request.raiseOnBehalfOf),
  };
  try {
    const created = object<CustomerRequestDTO>(await call('createRequest', { body }), 'createRequest');
    return { id: id(created.issueId, 'createRequest/issueId'), key: text(created.issueKey, 'createRequest/issueKey') };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'jira_request_invalid') throw error;
    const problems = problemsByField(error.problems, await fieldNames(call, request));
    throw new AppError(error.code, { cause: error, details: error.details, problems });
  }
}

interface FieldName {
  readonly id: string;
  readonly name: string;
}

/** Names of the form's fields, for the refusal alone: without them it is still a refusal, only less clear. */
async function fieldNames(call: Caller, request: NewRequest): Promise<FieldName[]> {
  try {
    const answer = await call('getRequestFields', { at: { serviceDeskId: request.deskId, requestTypeId: request.requestTypeId } });
    const meta = object<CustomerRequestCreateMetaDTO>(answer, 'getRequestFields');
    return list(meta.requestTypeFields, 'getRequestFields').map((value) => {
      const field = object<RequestTypeFieldDTO>(value, 'field');
      return { id: text(field.fieldId, 'field/fieldId'), name: text(field.name, 'field/name') };
    });
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

/**
 * JSM refuses a form in one sentence that names its fields by their labels. Where a sentence of it starts with a field's
 * label or quotes its id, the problem is told at that field; what belongs to no field stays with the form.
 */
export function problemsByField(problems: readonly Problem[], fields: readonly FieldName[]): Problem[] {
  const longestFirst = [...fields].sort((a, b) => b.name.length - a.name.length);
  return problems.flatMap((problem) => {
    if (problem.path !== '') return [problem];
    const found = new Map<string, Problem>();
    for (const sentence of problem.message.split(/(?<=[.!])\s+/)) {
      const field = longestFirst.find(({ id: fieldId, name }) => isAbout(sentence, name) || sentence.includes(`'${fieldId}'`));
      if (field && !found.has(field.id)) for (const told of fieldProblem(field.id, sentence)) found.set(field.id, told);
    }
    return found.size === 0 ? [problem] : [...found.values()];
  });
}

function isAbout(sentence: string, name: string): boolean {
  return name !== '' && sentence.startsWith(name) && /^(:| is | must | cannot | can't | has )/.test(sentence.slice(name.length));
}
