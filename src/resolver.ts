import { randomBytes } from 'node:crypto';
import { makeResolver } from '@forge/resolver';
import type { AdminRpc, AdminRpcName } from '#contract/rpc/admin';
import type { RpcResult } from '#contract/rpc/result';
import { Fault, fault } from './fault';
import { importApplication, loadApplicationValues, previewRelease } from './rpc/applications';
import { type Caller, getCaller } from './rpc/caller';
import { removeConnection, restoreConnection, saveConnection, testConnection } from './rpc/connections';
import { importConnection } from './rpc/import';
import { removeJira, saveJira, testJira } from './rpc/jira';
import { approveMetadata, dismissMetadata, listLifecycle, refreshMetadata } from './rpc/lifecycle';
import { loadOurMetadata } from './rpc/our-metadata';
import { loadOverview, pushAgain } from './rpc/overview';
import { removeParty, restoreParty, saveParty } from './rpc/parties';
import {
  endPersonSessions,
  findPerson,
  forgetPerson,
  importPeople,
  issuePass,
  listPeople,
  openPerson,
  resetPerson,
  savePerson,
} from './rpc/people';
import { savePolicy, switchPolicy, undoPolicy } from './rpc/policy';
import { savePortal } from './rpc/portal';
import { foreseeSecondFactor, loadSecondFactorState, saveSecondFactor, sendTestMessage } from './rpc/second-factor';
import { signInTestResult, startSignInTest } from './rpc/sign-in-tests';
import { findTrace } from './rpc/support';
import { forgetCaptured, listSignIns, loadActivity, loadCapture, readCaptured, startCapture, stopCapture } from './rpc/traces';

type Definitions = { [Name in AdminRpcName]: (request: AdminRpc[Name]['request']) => AdminRpc[Name]['response'] };
type Value<Name extends AdminRpcName> = Extract<AdminRpc[Name]['response'], { ok: true }>['value'];

/** What the admin page may call. Every function checks the caller first and parses its payload itself. */
export const resolver = makeResolver<Definitions>({
  'overview.load': guarded<'overview.load'>(loadOverview),
  'connection.save': guarded<'connection.save'>(saveConnection),
  'connection.remove': guarded<'connection.remove'>(removeConnection),
  'connection.restore': guarded<'connection.restore'>(restoreConnection),
  'connection.test': guarded<'connection.test'>(testConnection),
  'connection.test.start': guarded<'connection.test.start'>(startSignInTest),
  'connection.test.result': guarded<'connection.test.result'>(signInTestResult),
  'connection.import': guarded<'connection.import'>(importConnection),
  'connection.metadata': guarded<'connection.metadata'>(loadOurMetadata),
  'party.save': guarded<'party.save'>(saveParty),
  'party.remove': guarded<'party.remove'>(removeParty),
  'party.restore': guarded<'party.restore'>(restoreParty),
  'party.import': guarded<'party.import'>(importApplication),
  'party.values': guarded<'party.values'>(loadApplicationValues),
  'party.preview': guarded<'party.preview'>(previewRelease),
  'jira.save': guarded<'jira.save'>(saveJira),
  'jira.remove': guarded<'jira.remove'>(removeJira),
  'jira.test': guarded<'jira.test'>(testJira),
  'policy.save': guarded<'policy.save'>(savePolicy),
  'policy.undo': guarded<'policy.undo'>(undoPolicy),
  'policy.switch': guarded<'policy.switch'>(switchPolicy),
  'second-factor.save': guarded<'second-factor.save'>(saveSecondFactor),
  'second-factor.state': guarded<'second-factor.state'>(loadSecondFactorState),
  'second-factor.foresee': guarded<'second-factor.foresee'>(foreseeSecondFactor),
  'second-factor.send-test': guarded<'second-factor.send-test'>(sendTestMessage),
  'portal.save': guarded<'portal.save'>(savePortal),
  'settings.push': guarded<'settings.push'>(pushAgain),
  'lifecycle.list': guarded<'lifecycle.list'>(listLifecycle),
  'metadata.refresh': guarded<'metadata.refresh'>(refreshMetadata),
  'metadata.approve': guarded<'metadata.approve'>(approveMetadata),
  'metadata.dismiss': guarded<'metadata.dismiss'>(dismissMetadata),
  'people.list': guarded<'people.list'>(listPeople),
  'people.find': guarded<'people.find'>(findPerson),
  'people.open': guarded<'people.open'>(openPerson),
  'people.save': guarded<'people.save'>(savePerson),
  'people.import': guarded<'people.import'>(importPeople),
  'people.reset': guarded<'people.reset'>(resetPerson),
  'people.pass': guarded<'people.pass'>(issuePass),
  'people.end-sessions': guarded<'people.end-sessions'>(endPersonSessions),
  'people.forget': guarded<'people.forget'>(forgetPerson),
  'support.find': guarded<'support.find'>(findTrace),
  'connection.activity': guarded<'connection.activity'>(loadActivity),
  'connection.sign-ins': guarded<'connection.sign-ins'>(listSignIns),
  'connection.capture.state': guarded<'connection.capture.state'>(loadCapture),
  'connection.capture.start': guarded<'connection.capture.start'>(startCapture),
  'connection.capture.stop': guarded<'connection.capture.stop'>(stopCapture),
  'connection.capture.forget': guarded<'connection.capture.forget'>(forgetCaptured),
  'connection.capture.read': guarded<'connection.capture.read'>(readCaptured),
});

function guarded<Name extends AdminRpcName>(handle: (payload: unknown, caller: Caller) => Promise<Value<Name>>) {
  return async ({ payload, context }: { payload: unknown; context: Record<string, unknown> }): Promise<RpcResult<Value<Name>>> => {
    try {
      const caller = await getCaller(context);
      return { ok: true, value: await handle(payload, caller) };
    } catch (error) {
      return { ok: false, error: error instanceof Fault ? error.error : unexpected(error) };
    }
  };
}

/** An error that nobody foresaw: the log gets its class and place, never its message, which may quote what was entered. */
function unexpected(error: unknown): Fault['error'] {
  const supportCode = randomBytes(6).toString('hex').toUpperCase();
  const place = error instanceof Error ? error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) : undefined;
  console.error('unexpected error', { supportCode, error: error instanceof Error ? error.name : typeof error, place: place?.trim() });
  return { ...fault('internal').error, supportCode };
}
