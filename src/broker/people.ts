import type { Static } from 'typebox';
import {
  type ActOnPersonRequest,
  EndSessionsResponse,
  type FindPersonRequest,
  ForgetPersonResponse,
  FoundPerson,
  type ImportPeopleRequest,
  ImportPeopleResponse,
  IssuePassResponse,
  type ListPeopleRequest,
  type OpenPersonRequest,
  PeoplePage,
  ResetPersonResponse,
  peopleRoutes as routes,
  SavedPerson,
  type SavePersonRequest,
} from '#contract/rpc/people';
import { askBroker } from './ask';

/** What the app asks the broker about people, one function per route of the contract. All throw a `Fault`. */
export const askPeople = {
  list: (wanted: ListPeopleRequest) => askBroker(routes.list, wanted, PeoplePage),
  find: (wanted: Static<typeof FindPersonRequest>) => askBroker(routes.find, wanted, FoundPerson),
  open: (wanted: Static<typeof OpenPersonRequest>) => askBroker(routes.open, wanted, FoundPerson),
  save: (wanted: SavePersonRequest) => askBroker(routes.save, wanted, SavedPerson),
  import: (wanted: ImportPeopleRequest) => askBroker(routes.import, wanted, ImportPeopleResponse),
  reset: (wanted: ActOnPersonRequest) => askBroker(routes.reset, wanted, ResetPersonResponse),
  pass: (wanted: ActOnPersonRequest) => askBroker(routes.pass, wanted, IssuePassResponse),
  endSessions: (wanted: ActOnPersonRequest) => askBroker(routes.endSessions, wanted, EndSessionsResponse),
  forget: (wanted: Static<typeof OpenPersonRequest>) => askBroker(routes.forget, wanted, ForgetPersonResponse),
};
