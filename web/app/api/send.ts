import { csrfHeader, session as sessionSchema, unattendedHeader } from "../../../contract/index.ts";
import { somebodyThere } from "../session/presence.ts";
import { noteServerActivity, openSession, sessionEnded, sessionStore } from "../session/session-store.ts";
import { stepUpNeeded } from "../session/step-up-store.ts";
import { readProblem } from "./read-problem.ts";
import { isAbort, isRefusal, type RequestFailure, unreachable } from "./request-failure.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export type Outgoing = {
  readonly method: Method;
  readonly accept: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
  readonly signal?: AbortSignal;
};

/** Answered requests that ask *about* the session don't keep it alive, and their 401 is news, not an interruption. */
const withoutSession = /^\/api\/(session|state|set-up|demonstration)(\/|\?|$)/;

/**
 * Sends one request of this app to its own server.
 * When the session has ended meanwhile, the request waits until the same person has signed in again, and when the server wants a
 * fresh proof of who is there, until it has one; then it goes out once more. So a form that was being saved while the session ran
 * out is saved after all, and nothing is typed twice.
 * @throws RequestFailure for every answer that isn't a success.
 */
export async function send(path: string, outgoing: Outgoing): Promise<Response> {
  let failure: RequestFailure | undefined;
  // The session may end, and the proof be too old as well; more interruptions than that are a fault.
  for (let turn = 0; turn < 3; turn += 1) {
    const answer = await attempt(path, outgoing);
    if (answer.ok) return answer;
    failure = readProblem(answer.status, await bodyOf(answer), retryAtOf(answer));
    if (endsSession(path, failure)) await sessionEnded(outgoing.signal);
    else if (isRefusal(failure, "session/step-up-needed")) await stepUpNeeded(failure, outgoing.signal);
    else if (turn > 0 || !isRefusal(failure, "session/cross-site") || !(await fetchToken())) throw failure;
  }
  throw failure;
}

/** Another window may have stepped up: the session goes on under another token, which this window then has to learn. */
async function fetchToken(): Promise<boolean> {
  const held = sessionStore.current().session;
  const answer = await attempt("/api/session", { method: "GET", accept: "application/json" });
  const found = answer.ok ? sessionSchema.safeParse(await bodyOf(answer)).data : undefined;
  if (held === undefined || found === undefined || found.person.id !== held.person.id) return false;
  openSession(found);
  return found.csrfToken !== held.csrfToken;
}

async function attempt(path: string, outgoing: Outgoing): Promise<Response> {
  const headers = new Headers(outgoing.headers);
  headers.set("accept", outgoing.accept);
  const session = sessionStore.current().session;
  if (outgoing.method !== "GET" && session !== undefined) headers.set(csrfHeader, session.csrfToken);
  const attended = somebodyThere();
  if (!attended) headers.set(unattendedHeader, "1");
  try {
    const answer = await fetch(path, {
      method: outgoing.method,
      headers,
      body: outgoing.body,
      signal: outgoing.signal,
      credentials: "same-origin",
      cache: "no-store",
    });
    if (attended && answer.status !== 401 && (!withoutSession.test(path) || path.startsWith("/api/session/keep-alive")))
      noteServerActivity();
    return answer;
  } catch (error) {
    if (isAbort(error) || outgoing.signal?.aborted === true) throw error;
    throw unreachable();
  }
}

function endsSession(path: string, failure: RequestFailure): boolean {
  // A 401 may also refuse a password that was asked for again; only these say that nobody is signed in.
  return (
    failure.status === 401 &&
    !withoutSession.test(path) &&
    (failure.code === "session/none" || path.startsWith("/fhir"))
  );
}

async function bodyOf(answer: Response): Promise<unknown> {
  try {
    return JSON.parse(await answer.text());
  } catch {
    return undefined;
  }
}

function retryAtOf(answer: Response): number | undefined {
  const seconds = Number(answer.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? Date.now() + seconds * 1000 : undefined;
}
