import { AppError } from '../domain/app-error.ts';

/** What Jira tells, or `otherwise` while it cannot be asked; for what does as well without it. */
export async function orElse<Value>(ask: () => Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && (error.code.startsWith('jira_') || error.code.startsWith('outbound_'))) return otherwise;
    throw error;
  }
}
