import { type Static, Type } from 'typebox';
import {
  ApplicationValues,
  type ApplicationValuesRequest,
  type PreviewReleaseRequest,
  PreviewReleaseResponse,
  type ReadMetadataRequest,
  ReadMetadataResponse,
} from '#contract/rpc/applications';
import {
  ActivateResponse,
  brokerRoutes,
  CheckSettingsResponse,
  FindTraceResponse,
  HeartbeatResponse,
  ImportConnectionResponse,
  LifecycleResponse,
  MissingPartsResponse,
  StatusResponse,
  TestConnectionResponse,
  TestJiraResponse,
} from '#contract/rpc/broker';
import type { TestedConnection } from '#contract/rpc/drafts';
import type { ImportRequest } from '#contract/rpc/import';
import {
  LifecycleList,
  type MetadataDecisionRequest,
  type MetadataRefreshRequest,
  MetadataStatus,
  upkeepRoutes,
} from '#contract/rpc/lifecycle';
import { OurMetadata, type OurMetadataRequest } from '#contract/rpc/our-metadata';
import {
  Foreseen,
  type ForeseeRequest,
  SecondFactorState,
  type SendTestRequest,
  SendTestResult,
  secondFactorRoutes,
} from '#contract/rpc/second-factor';
import { SignInTestResultResponse, StartedSignInTest, signInTestRoutes } from '#contract/rpc/sign-in-test';
import {
  ActivityResponse,
  CaptureState,
  type OfConnection,
  ReadCapturedResponse,
  SignInsResponse,
  traceRoutes,
} from '#contract/rpc/traces';
import type { Part, PartRef, RevisionManifest } from '#contract/settings/parts';
import type { Settings } from '#contract/settings/snapshot';
import { askBroker } from './ask';

/** Everything that the app asks the broker, one function per route of the contract. All throw a `Fault`. */
export const broker = {
  missingParts: (parts: readonly PartRef[]) => askBroker(brokerRoutes.missingParts, { parts }, MissingPartsResponse),
  /** Any 2xx will do: the contract gives the answer no body. */
  putPart: (part: Part) => askBroker(brokerRoutes.putPart, part, Type.Unknown()),
  checkSettings: (changed: Pick<Settings, 'connections' | 'parties'>) =>
    askBroker(brokerRoutes.checkSettings, changed, CheckSettingsResponse),
  activate: (epoch: number, manifest: RevisionManifest) => askBroker(brokerRoutes.activate, { epoch, manifest }, ActivateResponse),
  status: () => askBroker(brokerRoutes.status, undefined, StatusResponse),
  testConnection: (connection: TestedConnection) => askBroker(brokerRoutes.testConnection, { connection }, TestConnectionResponse),
  importConnection: (wanted: ImportRequest) => askBroker(brokerRoutes.importConnection, { wanted }, ImportConnectionResponse),
  ourMetadata: (wanted: OurMetadataRequest) => askBroker(brokerRoutes.ourMetadata, wanted, OurMetadata),
  importApplication: (wanted: ReadMetadataRequest) => askBroker(brokerRoutes.importApplication, wanted, ReadMetadataResponse),
  applicationValues: (wanted: Static<typeof ApplicationValuesRequest>) =>
    askBroker(brokerRoutes.applicationValues, wanted, ApplicationValues),
  previewRelease: (wanted: Static<typeof PreviewReleaseRequest>) => askBroker(brokerRoutes.previewRelease, wanted, PreviewReleaseResponse),
  testJira: (credential: { siteUrl: string; email: string; token: string } | null) =>
    askBroker(brokerRoutes.testJira, { credential }, TestJiraResponse),
  findTrace: (supportCode: string) => askBroker(brokerRoutes.findTrace, { supportCode }, FindTraceResponse),
  activity: () => askBroker(traceRoutes.activity, undefined, ActivityResponse),
  signIns: (of: OfConnection) => askBroker(traceRoutes.signIns, of, SignInsResponse),
  captureState: (of: OfConnection) => askBroker(traceRoutes.captureState, of, CaptureState),
  startCapture: (of: OfConnection) => askBroker(traceRoutes.startCapture, of, CaptureState),
  stopCapture: (of: OfConnection) => askBroker(traceRoutes.stopCapture, of, CaptureState),
  forgetCaptured: (of: OfConnection) => askBroker(traceRoutes.forgetCaptured, of, CaptureState),
  readCaptured: (id: string) => askBroker(traceRoutes.readCaptured, { id }, ReadCapturedResponse),
  startSignInTest: (connection: TestedConnection) => askBroker(signInTestRoutes.start, { connection }, StartedSignInTest),
  signInTestResult: (id: string) => askBroker(signInTestRoutes.result, { id }, SignInTestResultResponse),
  upkeep: () => askBroker(upkeepRoutes.list, undefined, LifecycleList),
  refreshMetadata: (wanted: Static<typeof MetadataRefreshRequest>) => askBroker(upkeepRoutes.refresh, wanted, MetadataStatus),
  approveMetadata: (wanted: Static<typeof MetadataDecisionRequest>) => askBroker(upkeepRoutes.approve, wanted, MetadataStatus),
  dismissMetadata: (wanted: Static<typeof MetadataDecisionRequest>) => askBroker(upkeepRoutes.dismiss, wanted, MetadataStatus),
  secondFactorState: () => askBroker(secondFactorRoutes.state, undefined, SecondFactorState),
  foreseeSecondFactor: (wanted: Static<typeof ForeseeRequest>) => askBroker(secondFactorRoutes.foresee, wanted, Foreseen),
  sendTestMessage: (wanted: SendTestRequest) => askBroker(secondFactorRoutes.sendTest, wanted, SendTestResult),
  lifecycle: (event: 'installed' | 'upgraded') => askBroker(brokerRoutes.lifecycle, { event }, LifecycleResponse),
  heartbeat: (manifest: RevisionManifest | null) => askBroker(brokerRoutes.heartbeat, { manifest }, HeartbeatResponse),
};
