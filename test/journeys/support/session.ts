import type { Page } from "playwright-core";
import { parseSessionCookie } from "../../../src/custody/identity/index.ts";
import type { Installation } from "./installation.ts";

/** Asks the server past the web app, with the session of the window: what the app hides, the server must refuse. */
export async function fhirAs(page: Page, path: string): Promise<{ readonly status: number; readonly body: string }> {
  const answer = await page.context().request.get(`/fhir/${path}`, { headers: { accept: "application/fhir+json" } });
  return { status: answer.status(), body: await answer.text() };
}

/** Ends the session of a window behind its back, as a sign-out elsewhere or a long absence does. */
export async function endSessionOf(page: Page, installation: Installation): Promise<void> {
  const { sessions } = installation.serving().house.identity;
  // Chromium sends its __Host- cookie to a loopback address without TLS, but lists it under the secure scheme only.
  for (const { value } of await page.context().cookies(installation.origin.replace("http:", "https:"))) {
    const cookie = parseSessionCookie(value);
    if (cookie !== undefined) await sessions.end(cookie, { kind: "system", id: "test", name: "test" });
  }
}
