import { createHash, randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import type { Serving } from "../../../src/serve.ts";
import { chooseFrom } from "../support/administration.ts";
import { fhirAs } from "../support/session.ts";
import { sessionOf } from "./enter.ts";
import type { Picture } from "./picture.ts";

async function seeAs(page: Page): Promise<void> {
  await page.goto("/administration/roles");
  await page.getByRole("link", { name: "Biller" }).click();
  await page.getByRole("button", { name: "Make one like it" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Front office");
  await page.getByLabel("What it is for").fill("Answers the telephone and books.");
  const look = page.getByRole("region", { name: "See as" });
  await chooseFrom(page, look.getByRole("combobox", { name: "Somebody" }), /Jodie Fairweather/);
  await chooseFrom(page, look.getByRole("combobox", { name: "Looks at" }), "Condition");
  await look.getByRole("button", { name: "Look" }).click();
  await look.getByText("Allowed", { exact: true }).waitFor();
  await look.evaluate((region) => region.scrollIntoView({ block: "end" }));
}

async function consider(page: Page): Promise<void> {
  const { body } = await fhirAs(page, "Condition?_security=PSY&_count=1");
  const { entry } = JSON.parse(body) as { entry: readonly { resource: { subject: { reference: string } } }[] };
  await page.goto(`/patients/${entry[0]?.resource.subject.reference.split("/")[1] ?? ""}/consents`);
  await page.getByRole("button", { name: "Record a consent" }).click();
  const dialog = page.getByRole("dialog", { name: "Record a consent" });
  await dialog.getByRole("radio", { name: /Keep what is sensitive to a few/ }).check();
  await dialog.getByRole("checkbox", { name: "Mental health" }).check();
  await chooseFrom(page, dialog.getByRole("combobox", { name: "Except for", exact: true }), /Amara Osei/);
  await page.keyboard.press("Escape");
  await chooseFrom(page, dialog.getByRole("combobox", { name: /With this consent/ }), /Leila Haddad/);
  await dialog.getByRole("button", { name: "Look" }).click();
  await dialog.getByRole("row", { name: /Condition/ }).waitFor();
}

async function readAs<Answer>(serving: Serving, name: string, path: string): Promise<Answer | undefined> {
  const { cookie } = await sessionOf(serving, name);
  const answer = await fetch(`${serving.origin}/fhir/${path}`, {
    headers: { cookie, accept: "application/fhir+json" },
  });
  return answer.ok ? ((await answer.json()) as Answer) : undefined;
}

interface Patient {
  readonly id: string;
  readonly birthDate: string;
  readonly name: readonly { readonly family: string; readonly given: readonly string[] }[];
}

/** Somebody who is there for one of the two and not for the other. */
async function aPatientOf(serving: Serving, insider: string, outsider: string): Promise<Patient> {
  const bundle = await readAs<{ readonly entry: readonly { readonly resource: Patient }[] }>(
    serving,
    insider,
    "Patient?_count=60",
  );
  for (const { resource } of bundle?.entry ?? []) {
    if ((await readAs(serving, outsider, `Patient/${resource.id}`)) === undefined) return resource;
  }
  throw new Error(`${outsider} sees everybody`);
}

async function openInAnEmergency(page: Page, serving: Serving): Promise<void> {
  const { birthDate, name } = await aPatientOf(serving, "Amara Osei", therapist);
  const family = name[0]?.family ?? "";
  const given = name[0]?.given.join(" ") ?? "";
  await page.goto("/patients");
  await page
    .getByRole("textbox", { name: "Find a patient by name, date of birth or number" })
    .fill(`${given} ${family}`);
  await page.getByRole("button", { name: "Open in an emergency" }).click();
  const asking = page.getByRole("dialog", { name: "Open a record in an emergency" });
  await asking.getByText("Name and date of birth", { exact: true }).click();
  await asking.getByRole("textbox", { name: "Family name" }).fill(family);
  await asking.getByRole("textbox", { name: "Given name" }).fill(given);
  await asking.getByRole("textbox", { name: "Date of birth" }).fill(birthDate);
  await asking.getByRole("radio", { name: "Emergency treatment" }).check();
  await asking
    .getByLabel("In your own words")
    .fill("Fell on the stairs of the practice; allergies are needed at once.");
}

async function openedInAnEmergency(page: Page, serving: Serving): Promise<void> {
  await openInAnEmergency(page, serving);
  await page
    .getByRole("dialog", { name: "Open a record in an emergency" })
    .getByRole("button", { name: "Open the record" })
    .click();
  await page.waitForURL("**/patients/*");
  await page.getByRole("region", { name: "Emergency access" }).waitFor();
}

async function startReview(page: Page): Promise<void> {
  await page.goto("/access-reviews");
  await page.getByRole("button", { name: "Start a review…" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("Second quarter");
  await page.keyboard.press("Enter");
  await page.getByRole("list", { name: "Yours to decide" }).getByText("Amara Osei").waitFor();
}

/** An app elsewhere asks; nobody goes back to it, so nothing has to listen there. */
async function askByApp(page: Page, { origin, house }: Serving): Promise<void> {
  const redirectUri = "https://app.example/callback";
  const [organisation] = await house.identity.organisations.all();
  if (organisation === undefined) throw new Error("there is no organisation");
  const { client } = await house.authorization.clients.add(
    { kind: "system", id: "pictures", name: "pictures" },
    organisation.tenant,
    {
      name: "Growth chart",
      kind: "public",
      scope: "openid fhirUser launch/patient offline_access patient/*.rs user/*.rs",
      redirectUris: [redirectUri],
      maker: "Example Apps Ltd",
      logoText: "GC",
      contacts: ["help@app.example"],
    },
  );
  const challenge = createHash("sha256").update(randomBytes(32).toString("base64url")).digest("base64url");
  const asked = new URLSearchParams({
    response_type: "code",
    client_id: client.id,
    redirect_uri: redirectUri,
    scope:
      "openid fhirUser launch/patient offline_access patient/Patient.rs patient/Observation.rs user/Appointment.rs",
    aud: `${origin}/fhir`,
    state: "pictures",
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
  await page.goto(`/oauth/authorize?${asked}`);
  await page.getByRole("heading", { name: "Let Growth chart in?" }).waitFor();
  await page.getByLabel("Which patient is it about?").fill("melnyk");
  await page
    .getByRole("radio", { name: /MELNYK/ })
    .first()
    .check();
}

const therapist = "Saoirse Devlin";

export const accessPictures: readonly Picture[] = [
  { name: "role-see-as", as: "administrator", show: seeAs },
  { name: "consent", as: "clinician", show: consider },
  { name: "emergency", as: { named: therapist }, show: openInAnEmergency },
  { name: "emergency-phone", as: { named: therapist }, phone: true, show: openedInAnEmergency },
  { name: "access-review", as: "administrator", show: startReview },
  { name: "app-asks", as: "clinician", show: askByApp },
];
