import { type TSchema, Type } from 'typebox';

/** Ids in paths: their exact form is the guard's business, which answers "does not exist". */
export const idParam = Type.String({ minLength: 1, maxLength: 80 });

const html = Type.String({ description: 'An HTML page.' });

/** Every portal route answers with a page or a redirect of this origin, whatever its status. */
export const pageReplies: Record<string, TSchema> = { '2xx': html, '3xx': Type.Null(), '4xx': html, '5xx': html };
