import { openConnection } from "./http-connection.ts";

/** The bearer token to send now; undefined where none is needed. */
export type TokenSource = () => string | undefined;

export interface RefreshingToken {
  readonly token: TokenSource;
  stop(): void;
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
}

async function fetchToken(url: URL, credentials: string): Promise<TokenAnswer> {
  const connection = openConnection(url);
  try {
    const colon = credentials.indexOf(":");
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: credentials.slice(0, colon),
      client_secret: credentials.slice(colon + 1),
    });
    const answer = await connection.send(
      { method: "POST", path: url.pathname, contentType: "application/x-www-form-urlencoded", body: form.toString() },
      "",
    );
    if (answer.status !== 200)
      throw new Error(`the token endpoint answered ${answer.status}: ${answer.body.toString().slice(0, 200)}`);
    return JSON.parse(answer.body.toString()) as TokenAnswer;
  } finally {
    connection.close();
  }
}

/** Fetches a token by client credentials (RFC 6749 §4.4), and a new one well before each runs out.
 *  @param credentials `id:secret` */
export async function refreshingToken(tokenUrl: string, credentials: string): Promise<RefreshingToken> {
  const url = new URL(tokenUrl);
  let current: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function refresh(): Promise<void> {
    const { access_token, expires_in } = await fetchToken(url, credentials);
    current = access_token;
    if (stopped) return;
    timer = setTimeout(() => {
      refresh().catch((error: unknown) =>
        console.error(`no new token: ${error instanceof Error ? error.message : "unknown"}`),
      );
    }, expires_in * 500);
    timer.unref();
  }

  await refresh();
  return {
    token: () => current,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
