import {
  ActOnPersonRequest,
  type EndSessionsResponse,
  FindPersonRequest,
  type ImportedRow,
  ImportPeopleRequest,
  type IssuePassResponse,
  ListPeopleRequest,
  OpenPersonRequest,
  type PeoplePage,
  type PersonCard,
  type ResetPersonResponse,
  SavePersonRequest,
} from '#contract/rpc/people';
import { askPeople } from '../broker/people';
import { parsePayload } from './parse';

/** `people.list`: a page of those whom somebody added, and of those who have a second factor. */
export function listPeople(payload: unknown): Promise<PeoplePage> {
  return askPeople.list(parsePayload(ListPeopleRequest, payload));
}

/** `people.find`: by the whole address or the whole account id; null where nobody here is known by it. */
export async function findPerson(payload: unknown): Promise<PersonCard | null> {
  return (await askPeople.find(parsePayload(FindPersonRequest, payload))).person;
}

/** `people.open`. */
export async function openPerson(payload: unknown): Promise<PersonCard | null> {
  return (await askPeople.open(parsePayload(OpenPersonRequest, payload))).person;
}

/** `people.save`: adds somebody by their address, or changes what is said of them. The broker checks who it is. */
export async function savePerson(payload: unknown): Promise<PersonCard> {
  return (await askPeople.save(parsePayload(SavePersonRequest, payload))).person;
}

/** `people.import`: some rows of a file, for a look or for good. */
export async function importPeople(payload: unknown): Promise<readonly ImportedRow[]> {
  return (await askPeople.import(parsePayload(ImportPeopleRequest, payload))).rows;
}

/** `people.reset`: every second factor of theirs is gone. */
export function resetPerson(payload: unknown): Promise<ResetPersonResponse> {
  return askPeople.reset(parsePayload(ActOnPersonRequest, payload));
}

/** `people.pass`: a code for one sign-in, told only here. */
export function issuePass(payload: unknown): Promise<IssuePassResponse> {
  return askPeople.pass(parsePayload(ActOnPersonRequest, payload));
}

/** `people.end-sessions`. */
export function endPersonSessions(payload: unknown): Promise<EndSessionsResponse> {
  return askPeople.endSessions(parsePayload(ActOnPersonRequest, payload));
}

/** `people.forget`. */
export async function forgetPerson(payload: unknown): Promise<null> {
  await askPeople.forget(parsePayload(OpenPersonRequest, payload));
  return null;
}
