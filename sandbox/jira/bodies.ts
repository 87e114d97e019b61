import { badRequest, Refusal } from './refusal.ts';

/** The body as an object with nothing but the members named, as Jira's strict JSON reader takes it. */
export function objectBody(body: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('The request body is not a JSON object.');
  const unknownMember = Object.keys(body).find((name) => !known.includes(name));
  if (unknownMember !== undefined) throw badRequest(`Unrecognized field "${unknownMember}".`, 'sd.error.json.unrecognized');
  return body as Record<string, unknown>;
}

export function textMember(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badRequest(`'${name}' must be a text.`);
  return value;
}

export function requiredText(body: Record<string, unknown>, name: string): string {
  const value = textMember(body, name);
  if (value === undefined || value.trim() === '') throw badRequest(`'${name}' is missing.`);
  return value;
}

export function textList(body: Record<string, unknown>, name: string): string[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) throw badRequest(`'${name}' must be a list of texts.`);
  return value;
}

export function numberList(body: Record<string, unknown>, name: string): number[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value) || !value.every((entry) => Number.isInteger(entry))) {
    throw new Refusal(400, `'${name}' must be a list of whole numbers.`);
  }
  return value;
}

/** Multi-value query parameters come repeated or joined by commas. */
export function listParameter(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
