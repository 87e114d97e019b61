import type { AwsAccess } from '../../domain/senders.ts';

/** At most so many for each call: somebody waits in front of a sign-in page. */
const turns = 2;
const usualTimeoutMs = 5_000;

/**
 * What every client of the SDK is made with. The SDK makes its own connections, to AWS or to the operator's endpoint and to
 * no address that anybody else names, which is why they do not go through the guarded pool.
 */
export function clientOptions({ region, credentials, endpoint, timeoutMs = usualTimeoutMs }: AwsAccess) {
  return {
    region,
    maxAttempts: turns,
    requestHandler: {
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      // Without this the SDK only warns.
      throwOnRequestTimeout: true,
    },
    ...(endpoint === null ? {} : { endpoint }),
    ...(credentials === null
      ? {}
      : {
          credentials: {
            accessKeyId: credentials.accessKeyId,
            secretAccessKey: credentials.secretAccessKey.reveal(),
            ...(credentials.sessionToken === null ? {} : { sessionToken: credentials.sessionToken.reveal() }),
          },
        }),
  };
}

export interface Patience {
  readonly abortSignal: AbortSignal;
}

/** For everything that sending one message takes, waiting between turns included. */
export function withinPatience({ timeoutMs = usualTimeoutMs }: AwsAccess): Patience {
  return { abortSignal: AbortSignal.timeout(turns * timeoutMs) };
}
