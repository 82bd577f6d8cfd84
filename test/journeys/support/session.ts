import type { Page } from "playwright-core";
import { type SessionCookie, parseSessionCookie } from "../../../src/custody/identity/index.ts";
import type { Installation } from "./installation.ts";

/** Asks the server past the web app, with the session of the window: what the app hides, the server must refuse. */
export async function fhirAs(page: Page, path: string): Promise<{ readonly status: number; readonly body: string }> {
  const answer = await page.context().request.get(`/fhir/${path}`, { headers: { accept: "application/fhir+json" } });
  return { status: answer.status(), body: await answer.text() };
}

/** Ends the session of a window behind its back, as a sign-out elsewhere or a long absence does. */
export async function endSessionOf(page: Page, installation: Installation): Promise<void> {
  await installation
    .serving()
    .house.identity.sessions.end(await cookieOf(page, installation), { kind: "system", id: "test", name: "test" });
}

/** Lets the server believe that the window's person did nothing for so long. */
export async function leaveFor(seconds: number, page: Page, installation: Installation): Promise<void> {
  const { tenant, hash } = await cookieOf(page, installation);
  const { db, identity } = installation.serving().house;
  await db
    .tenant(tenant)
    .query("update wardbook.session set seen_at = seen_at - $3 where tenant = $1 and session_hash = $2", [
      tenant,
      hash,
      seconds * 1000,
    ]);
  identity.sessions.forgetRemembered();
}

/** Lets the server believe that the window's person proved who they are too long ago for an act of weight. */
export async function outdateProofOf(page: Page, installation: Installation): Promise<void> {
  const { tenant, hash } = await cookieOf(page, installation);
  const { db, identity } = installation.serving().house;
  await db
    .tenant(tenant)
    .query("update wardbook.session set proven_at = 0 where tenant = $1 and session_hash = $2", [tenant, hash]);
  identity.sessions.forgetRemembered();
}

async function cookieOf(page: Page, { origin }: Installation): Promise<SessionCookie> {
  // Chromium sends a Secure cookie to a loopback address without TLS, but lists it under the secure scheme only.
  const cookies = await page.context().cookies(origin.replace("http:", "https:"));
  const cookie = cookies.map(({ value }) => parseSessionCookie(value)).find((one) => one !== undefined);
  if (cookie === undefined) throw new Error("nobody is signed in in this window");
  return cookie;
}
