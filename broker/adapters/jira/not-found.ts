import { AppError } from '../../domain/app-error.ts';

/** What Jira has, or null where it says that there is no such thing (or where nothing could be called so). */
export async function orNull<Found>(find: () => Promise<Found>): Promise<Found | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof AppError && error.code === 'jira_not_found') return null;
    throw error;
  }
}
