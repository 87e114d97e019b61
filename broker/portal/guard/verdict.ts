import { type Refusal, refuse } from '../../domain/app-error.ts';

/** What the guard lets a customer have, with the rule that did; or the one refusal there is. */
export type Verdict<Value> = { readonly ok: true; readonly value: Value; readonly because: string } | Refusal;

export function allow<Value>(value: Value, because: string): Verdict<Value> {
  return { ok: true, value, because };
}

/** The answer to everything that is not allowed: to the customer it does not exist. `because` names the rule, for the log. */
export function absent(because: string): Refusal {
  return refuse('portal_not_found', because);
}
