import type { Locator, Page } from "playwright-core";
import { demonstrationPeople as demonstrationPeopleAnswer, signInStep } from "../../../contract/index.ts";
import type { Account } from "./account.ts";
import { enterBy } from "../../support/demonstration-desk.ts";
import { type Authenticator, anAuthenticator } from "./authenticator.ts";
import { load } from "./follow.ts";

export type { Account };

/** The four kinds of people, by the demonstration person whom the front door offers for each. */
export const demonstrationPeople = {
  clinician: "Amara Osei",
  "front-desk": "Jodie Fairweather",
  administrator: "Helena Lindqvist",
  auditor: "Idris Vaughan-Cole",
} as const;
export type DemonstrationRole = keyof typeof demonstrationPeople;

/** Signs in at the demonstration's door and waits for the first page. */
export async function enterAtDoorAs(page: Page, role: DemonstrationRole): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: demonstrationPeople[role] }).click();
  await insideOf(page).waitFor();
}

/** Signs one of the demonstration's people in, past the door's own page, and waits for the first page. */
export async function enterAs(page: Page, role: DemonstrationRole): Promise<void> {
  await enterBy(page, demonstrationPeople[role]);
}

/** Enters as the first of the demonstration's people who have this role, past the door's own page. */
export async function enterAsSomebody(page: Page, role: string): Promise<void> {
  const answer = await page.context().request.get("/api/demonstration/people");
  const { people } = demonstrationPeopleAnswer.parse(await answer.json());
  const personId = people.find((person) => person.role === role)?.personId;
  await page.context().request.post("/api/demonstration/session", { data: { personId } });
  await page.goto("/");
  await insideOf(page).waitFor();
}

/** Name and password; what comes next is the server's choice. */
export async function giveCredentials(
  page: Page,
  { username, password }: Pick<Account, "username" | "password">,
): Promise<void> {
  await page.getByRole("textbox", { name: "Name to sign in with" }).fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Signs in past the door's own page, which is a third of what a window ever loads, and waits for the first page. */
export async function signIn(page: Page, { username, password, authenticator }: Account): Promise<void> {
  const { request } = page.context();
  const first = await request.post("/api/session", { data: { username, password } });
  const step = signInStep.parse(await first.json());
  if (step.step !== "second-factor") throw new Error(`signing in goes on with ${step.step}`);
  const data = { challenge: step.challenge, code: await authenticator.code() };
  const second = await request.post("/api/session/second-factor", { data });
  if (!second.ok()) throw new Error(`the second factor was answered with ${second.status()}`);
  await load(page, "/");
  await insideOf(page).waitFor();
}

/** Signs in at the front door, and waits for the first page. */
export async function signInAtDoor(page: Page, account: Account): Promise<void> {
  await load(page, "/sign-in");
  await giveCredentials(page, account);
  await page.getByLabel("Six-digit code").fill(await account.authenticator.code());
  await insideOf(page).waitFor();
}

/** Chooses the authenticator app where there is a choice, scans the page with a new one and types its first code. What comes next
 *  are the recovery codes. */
export async function enrolApp(page: Page): Promise<Authenticator> {
  await page.getByRole("button", { name: /authenticator app/ }).click();
  await page.getByText("Type this key into the app").waitFor();
  const authenticator = anAuthenticator(await page.locator("code").first().innerText());
  await page.getByLabel("The code that the app shows now").fill(await authenticator.code());
  return authenticator;
}

/** Keeps the recovery codes that end an enrolment, and goes on to the first page. */
export async function keepCodes(page: Page): Promise<readonly string[]> {
  await page.getByRole("heading", { name: "Keep your recovery codes" }).waitFor();
  const codes = await page.getByRole("region", { name: "Your recovery codes" }).locator("code").allInnerTexts();
  await page.getByRole("checkbox", { name: /I have kept these codes/ }).check();
  await page.getByRole("button", { name: "Go on" }).click();
  await insideOf(page).waitFor();
  return codes;
}

/** Enrols an authenticator app, keeps the codes, and waits for the first page. */
export async function enrol(page: Page): Promise<Authenticator> {
  const authenticator = await enrolApp(page);
  await keepCodes(page);
  return authenticator;
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: / account$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
}

/** What only a signed-in person sees, wherever they are. */
export function insideOf(page: Page): Locator {
  return page.getByRole("button", { name: / account$/ });
}
