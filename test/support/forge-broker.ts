import { createHash } from 'node:crypto';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { type ErrorCode, errorKind, errorWords } from '#contract/errors';
import { ApplicationValuesRequest, type ImportedApplication, PreviewReleaseRequest, ReadMetadataRequest } from '#contract/rpc/applications';
import {
  ActivateRequest,
  brokerRoutes,
  CheckSettingsRequest,
  FindTraceRequest,
  HeartbeatRequest,
  LifecycleRequest,
  MissingPartsRequest,
  PutPartRequest,
  TestConnectionRequest,
  TestJiraRequest,
} from '#contract/rpc/broker';
import { forgeModules } from '#contract/rpc/modules';
import { type Foreseen, ForeseeRequest, SendTestRequest, secondFactorRoutes } from '#contract/rpc/second-factor';
import type { LiveState, SupportTrace, TenantAddresses } from '#contract/rpc/status';
import type { Part, RevisionManifest } from '#contract/settings/parts';
import type { Problem } from '#contract/settings/problems';

const addresses: TenantAddresses = {
  slug: 'acme',
  portalOrigin: 'https://acme.example',
  loginOrigin: 'https://acme-login.example',
};

export interface BrokerStub {
  readonly url: string;
  readonly parts: Map<string, Part>;
  readonly calls: { readonly route: string; readonly module: string; readonly body: unknown }[];
  live: LiveState;
  manifest: RevisionManifest | null;
  /** The next calls of this route are refused with this code. */
  refuse: { route: keyof typeof routes; code: ErrorCode; supportCode: string | null; problems?: readonly Problem[] } | null;
  /** Answers no call of this route. */
  silent: keyof typeof routes | null;
  /** Forgets everything, as a broker that lost its database. */
  wipe(): void;
  close(): Promise<void>;
}

const certificate = { pem: 'PEM', subject: 'wiki', fingerprint: 'AA', key: 'RSA, 2048 bits', from: 1, until: 2, daysLeft: 1 };
export const importedApplication: ImportedApplication = {
  entityId: 'https://wiki.example/saml',
  acs: ['https://wiki.example/acs'],
  logout: null,
  certificates: [certificate],
  encryptTo: null,
  signsRequests: true,
  wantsSignedAssertions: true,
  nameIdFormats: [],
  validUntil: null,
  signatureChecked: false,
  notes: [],
};

const routes = { ...brokerRoutes, ...secondFactorRoutes };

export const aForeseen: Foreseen = {
  denied: null,
  demands: [],
  steps: [{ kind: 'enter' }],
  because: 'otherwise',
  networks: [],
  country: null,
  policy: { preset: 'nobody' },
};

const admin = [forgeModules.admin];
const both = [forgeModules.admin, forgeModules.heartbeat];

const knownTrace: SupportTrace = {
  supportCode: 'KNOWN',
  at: 1,
  outcome: 'refused',
  code: 'internal',
  because: 'x',
  step: 'y',
  connection: null,
  party: null,
  tookMs: null,
  steps: [],
  mend: null,
  kept: null,
};

/**
 * The broker as the contract describes it, strict about everything that the app sends: token, module, shape of the body,
 * hash of a part. It decides nothing else.
 */
export async function startBrokerStub(appAri: string, jwks: () => JSONWebKeySet): Promise<BrokerStub> {
  const app = Fastify({ bodyLimit: 1024 * 1024 });
  const stub: Omit<BrokerStub, 'url' | 'close'> = {
    parts: new Map(),
    calls: [],
    live: { epoch: 1, revision: null, activatedAt: null },
    manifest: null,
    refuse: null,
    silent: null,
    wipe() {
      stub.parts.clear();
      stub.manifest = null;
      stub.live = { epoch: 1, revision: null, activatedAt: null };
    },
  };
  const spent = new Set<string>();
  const missing = (manifest: RevisionManifest): string[] => manifest.parts.map(({ hash }) => hash).filter((hash) => !stub.parts.has(hash));

  function route<Body>(
    name: keyof typeof routes,
    modules: readonly string[],
    schema: TSchema | null,
    answer: (body: Body, reply: FastifyReply) => unknown,
  ): void {
    const { method, path } = routes[name];
    app.route({
      method,
      url: path,
      handler: async (request, reply) => {
        const module = await moduleOf(request);
        if (module === null || !modules.includes(module)) return refusal(reply, 'forge_module_not_allowed');
        stub.calls.push({ route: name, module, body: request.body });
        if (schema !== null && !Value.Check(schema, request.body)) return refusal(reply, 'request_malformed');
        if (stub.refuse?.route === name) return refusal(reply, stub.refuse.code, stub.refuse.supportCode, stub.refuse.problems);
        if (stub.silent === name) return reply.hijack();
        return answer(request.body as Body, reply);
      },
    });
  }

  async function moduleOf(request: FastifyRequest): Promise<string | null> {
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    if (request.headers['x-forge-oauth-system'] !== 'app-token' || spent.has(token)) return null;
    spent.add(token);
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks()), {
      issuer: 'forge/invocation-token',
      audience: appAri,
      algorithms: ['RS256'],
      requiredClaims: ['iat', 'exp'],
    });
    const { key } = (payload as { app: { module: { key: string } } }).app.module;
    return (key === forgeModules.admin) === (payload.principal !== undefined) ? key : null;
  }

  route('missingParts', both, MissingPartsRequest, (body: RevisionManifest) => ({ missing: missing(body) }));
  route('putPart', both, PutPartRequest, (part: Part, reply) => {
    if (createHash('sha256').update(part.content).digest('base64url') !== part.hash) return refusal(reply, 'settings_part_hash_wrong');
    stub.parts.set(part.hash, part);
    return reply.code(204).send();
  });
  route('checkSettings', admin, CheckSettingsRequest, () => ({ fits: true }));
  route('activate', both, ActivateRequest, (body: { epoch: number; manifest: RevisionManifest }, reply) => {
    if (body.epoch !== stub.live.epoch || body.manifest.revision < (stub.live.revision ?? 0))
      return refusal(reply, 'settings_revision_stale');
    if (missing(body.manifest).length > 0) return refusal(reply, 'settings_part_missing');
    stub.manifest = body.manifest;
    stub.live = { ...stub.live, revision: body.manifest.revision, activatedAt: 1 };
    return { live: stub.live };
  });
  route('status', admin, null, () => ({ live: stub.live, addresses }));
  route('testConnection', admin, TestConnectionRequest, () => ({
    ok: false,
    checks: [
      { name: 'Discovery document', ok: true, text: 'It was read and names the same issuer.' },
      { name: 'PKCE', ok: false, text: 'The provider does not say that it takes S256.' },
    ],
  }));
  route('testJira', admin, TestJiraRequest, () => ({
    ok: false,
    account: { accountId: 'bot-id', displayName: 'Gatehouse Service' },
    checks: [
      { name: 'sign-in', ok: true, text: 'The account was accepted.' },
      { name: 'administer', ok: false, text: 'Without it no customer can be created.' },
    ],
  }));
  route('importApplication', admin, ReadMetadataRequest, () => ({ application: importedApplication }));
  route('applicationValues', admin, ApplicationValuesRequest, (body: { id: string | null }) => ({
    certificates: [{ ...certificate, role: 'signs' }],
    metadata: body.id === null ? null : `<EntityDescriptor entityID="${body.id}"/>`,
  }));
  route('previewRelease', admin, PreviewReleaseRequest, () => ({
    preview: {
      refused: null,
      format: 'urn:x',
      nameId: { name: null, value: 'email', values: ['a@b.example'], withheld: null },
      attributes: [],
    },
  }));
  route('state', admin, null, () => ({
    ready: ['totp'],
    senders: { mail: true, sms: false, otp: false },
    countries: false,
    countriesBy: null,
  }));
  route('foresee', admin, ForeseeRequest, () => aForeseen);
  route('sendTest', admin, SendTestRequest, () => ({ sent: true, text: 'It was sent.' }));
  route('findTrace', admin, FindTraceRequest, (body: { supportCode: string }) => ({
    trace: body.supportCode === 'KNOWN' ? knownTrace : null,
  }));
  route('lifecycle', [forgeModules.lifecycle], LifecycleRequest, () => ({ live: stub.live, addresses }));
  route('heartbeat', [forgeModules.heartbeat], HeartbeatRequest, (body: { manifest: RevisionManifest | null }) => ({
    live: stub.live,
    addresses,
    missing: body.manifest === null ? [] : missing(body.manifest),
  }));

  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return Object.assign(stub, {
    url,
    close: () => {
      app.server.closeAllConnections();
      return app.close();
    },
  });
}

function refusal(reply: FastifyReply, code: ErrorCode, supportCode: string | null = null, problems: readonly Problem[] = []): FastifyReply {
  return reply.code(errorKind(code).status).send({ error: { code, ...errorWords[code], problems, supportCode } });
}
