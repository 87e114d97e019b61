import type { IncomingMessage } from 'node:http';
import { AppError } from '../domain/app-error.ts';
import type { Site } from '../domain/tenant.ts';

/**
 * Which of the faces a request is for: the broker's own host, or a tenant's portal or login host. `unknown` hosts and
 * `down` (the database that knows the hosts is away) match no route and end in the not-found handler; `app.ts` refuses
 * `ambiguous` requests before that.
 */
type Face = 'broker' | 'login' | 'portal' | 'unknown' | 'down' | 'ambiguous';

export interface Faces {
  /** A route constraint strategy for Fastify (find-my-way), asked once per request before routing. */
  readonly strategy: {
    readonly name: 'face';
    storage(): { get(face: Face): unknown; set(face: Face, store: unknown): void };
    deriveConstraint(request: IncomingMessage, context: unknown, done: (error: Error | null, face: Face) => void): void;
    readonly mustMatchWhenDerived: false;
  };
  /** What the strategy found, for the request that carries it on. */
  faceOf(request: IncomingMessage): Found;
}

interface Found {
  readonly face: Face;
  readonly site: Site | null;
  /** What keeps the database away, when the face is `down`. */
  readonly error?: AppError;
}

/** `broker/http` decides by host alone; forwarded host names are not read, a proxy has to pass the Host on. */
export function createFaces(deps: { baseHost: string; siteOfHost(host: string): Promise<Site | null> }): Faces {
  const found = new WeakMap<IncomingMessage, Found>();

  async function find(request: IncomingMessage): Promise<Found> {
    if (isAmbiguous(request)) return { face: 'ambiguous', site: null };
    const host = (request.headers.host ?? '').toLowerCase();
    if (host === deps.baseHost) return { face: 'broker', site: null };
    try {
      const site = await deps.siteOfHost(host);
      return { face: site?.kind ?? 'unknown', site };
    } catch (error) {
      if (error instanceof AppError) return { face: 'down', site: null, error };
      throw error;
    }
  }

  return {
    strategy: {
      name: 'face',
      storage() {
        const stores = new Map<Face, unknown>();
        return { get: (face) => stores.get(face) ?? null, set: (face, store) => stores.set(face, store) };
      },
      deriveConstraint(request, _context, done) {
        find(request).then(
          (result) => {
            found.set(request, result);
            done(null, result.face);
          },
          (error: Error) => done(error, 'down'),
        );
      },
      mustMatchWhenDerived: false,
    },
    faceOf: (request) => found.get(request) ?? { face: 'unknown', site: null },
  };
}

/**
 * Two Host headers (RFC 9112, 3.2), or a host in the target as well (3.2.2): node takes the first, a proxy in front perhaps
 * the other. The target `*` is for nobody here.
 */
function isAmbiguous({ rawHeaders, url }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) if (rawHeaders[index]?.toLowerCase() === 'host') hosts += 1;
  return hosts > 1 || !url?.startsWith('/');
}
