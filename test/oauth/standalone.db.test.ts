import { Client } from "fhir-kit-client";
import * as openid from "openid-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actsFor } from "../support/acts-for.ts";
import { type TestHouse, aHouse } from "../support/house.ts";
import { aPatient, aPerson, anApp, anObservation, consent, redirectUri } from "./app.ts";

let house: TestHouse;
let patient: string;
let other: string;

beforeAll(async () => {
  house = await aHouse();
  patient = await aPatient(house);
  other = await aPatient(house, "Alder");
  await anObservation(house, patient);
  await anObservation(house, other);
});
afterAll(() => house.end());

async function configure(clientId: string, secret?: string) {
  return openid.discovery(
    new URL(house.origin),
    clientId,
    undefined,
    secret === undefined ? openid.None() : openid.ClientSecretBasic(secret),
    { execute: [openid.allowInsecureRequests] },
  );
}

/** Begins as an app does. @returns the address for the browser, and what the app keeps */
async function begin(config: openid.Configuration, parameters: Record<string, string>) {
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const nonce = openid.randomNonce();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    aud: `${house.origin}/fhir`,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...parameters,
  });
  return { url, verifier, state, nonce };
}

type Begun = Awaited<ReturnType<typeof begin>>;

const finish = (config: openid.Configuration, location: string, { verifier, state, nonce }: Begun) =>
  openid.authorizationCodeGrant(config, new URL(location), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });

const kit = (token: string) => {
  const client = new Client({ baseUrl: `${house.origin}/fhir` });
  client.bearerToken = token;
  return client;
};

const scope = "openid fhirUser launch/patient offline_access patient/Patient.rs patient/Observation.rs";

describe("an app that starts by itself", () => {
  test("discovers, asks, is allowed one patient, reads, refreshes, is revoked and is refused", async () => {
    const { client } = await anApp(house);
    const { browser, person } = await aPerson(house);
    const config = await configure(client.id);
    const smart = await kit("").smartAuthMetadata();
    expect(String(smart.tokenUrl)).toBe(`${house.origin}/oauth/token`);
    expect(String(smart.authorizeUrl)).toBe(`${house.origin}/oauth/authorize`);

    const begun = await begin(config, { scope });
    const asked = await browser.go(begun.url.href);
    expect(asked.status).toBe(303);
    const { request, location } = await consent(browser, asked.headers.get("location") ?? "", { patient });
    expect(request).toMatchObject({
      app: { name: "Growth chart", maker: "Example Apps Ltd", returnsTo: "app.example" },
      patient: { kind: "choose" },
      signInAgain: false,
      refused: [],
      allowedBefore: false,
    });
    const tokens = await finish(config, location, begun);
    expect(tokens).toMatchObject({ patient, need_patient_banner: true, token_type: "bearer", scope });
    expect(tokens["smart_style_url"]).toBe(`${house.origin}/oauth/smart-style.json`);
    expect(tokens.claims()).toMatchObject({ sub: person.id, iss: house.origin, aud: client.id });

    const fhir = kit(tokens.access_token);
    const found = await fhir.search({ resourceType: "Observation", searchParams: {} });
    expect(found["total"] ?? found["entry"]).toBeDefined();
    expect((found["entry"] as unknown[]).length).toBe(1);
    expect(await fhir.read({ resourceType: "Patient", id: patient })).toMatchObject({ id: patient });
    await expect(fhir.read({ resourceType: "Patient", id: other })).rejects.toMatchObject({
      response: { status: 404 },
    });

    const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "");
    expect(refreshed).toMatchObject({ patient, scope });
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
    expect(await kit(refreshed.access_token).read({ resourceType: "Patient", id: patient })).toMatchObject({
      id: patient,
    });

    await openid.tokenRevocation(config, refreshed.refresh_token ?? "");
    await expect(kit(refreshed.access_token).read({ resourceType: "Patient", id: patient })).rejects.toMatchObject({
      response: { status: 401 },
    });
    await expect(openid.refreshTokenGrant(config, refreshed.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });

  test("gets what was ticked and what the role allows, and no more", async () => {
    const { client } = await anApp(house, { scope: "openid launch/patient patient/*.cruds user/*.cruds" });
    const { browser } = await aPerson(house, "front-desk");
    const config = await configure(client.id);
    const begun = await begin(config, {
      scope: "openid launch/patient patient/Patient.cruds patient/Observation.rs user/Appointment.rs system/Patient.rs",
    });
    const page = (await browser.go(begun.url.href)).headers.get("location") ?? "";
    const { request, location } = await consent(browser, page, { patient, scopes: ["patient/Patient.crus"] });
    expect(request["refused"]).toHaveLength(1);
    const tokens = await finish(config, location, begun);
    expect(tokens.scope).toBe("openid launch/patient patient/Patient.crus");
    expect((await kit(tokens.access_token).read({ resourceType: "Patient", id: patient }))["id"]).toBe(patient);
    await expect(kit(tokens.access_token).search({ resourceType: "Observation" })).rejects.toMatchObject({
      response: { status: 403 },
    });
    await expect(kit(tokens.access_token).search({ resourceType: "Appointment" })).rejects.toMatchObject({
      response: { status: 403 },
    });
  });

  test("reads only what its criteria allow", async () => {
    const { client } = await anApp(house);
    const { browser } = await aPerson(house);
    await anObservation(house, patient, "vital-signs");
    const config = await configure(client.id);
    const only =
      "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs";
    const begun = await begin(config, { scope: `openid launch/patient ${only}` });
    const page = (await browser.go(begun.url.href)).headers.get("location") ?? "";
    const { location, request } = await consent(browser, page, { patient });
    expect(request.asks.at(-1)).toMatchObject({
      sentence: "See the chosen patient's vital signs, such as blood pressure and weight",
    });
    const tokens = await finish(config, location, begun);
    const found = await kit(tokens.access_token).search({ resourceType: "Observation" });
    expect((found["entry"] as unknown[]).length).toBe(1);
  });

  test("is told when the person says no, and nothing is kept", async () => {
    const { client } = await anApp(house);
    const { browser, headers } = await aPerson(house);
    const config = await configure(client.id);
    const begun = await begin(config, { scope });
    const page = (await browser.go(begun.url.href)).headers.get("location") ?? "";
    const { location } = await consent(browser, page, { allow: false });
    await expect(finish(config, location, begun)).rejects.toMatchObject({ error: "access_denied" });
    expect(await (await fetch(`${house.origin}/api/apps`, { headers })).json()).toEqual({ apps: [] });
  });

  test("isn't asked about twice for the same, unless it insists; and its person takes it back within a second", async () => {
    const { client } = await anApp(house);
    const { browser, headers } = await aPerson(house);
    const config = await configure(client.id);
    const once = async (parameters: Record<string, string>) => {
      const begun = await begin(config, { scope: "openid user/Patient.rs", ...parameters });
      const page = (await browser.go(begun.url.href)).headers.get("location") ?? "";
      const done = await consent(browser, page);
      return { ...done, tokens: await finish(config, done.location, begun) };
    };
    expect((await once({})).request["allowedBefore"]).toBe(false);
    const again = await once({});
    expect(again.request["allowedBefore"]).toBe(true);
    expect((await once({ prompt: "consent" })).request["allowedBefore"]).toBe(false);
    const { apps } = (await (await fetch(`${house.origin}/api/apps`, { headers })).json()) as {
      apps: { id: string }[];
    };
    expect(apps.length).toBeGreaterThan(0);
    for (const { id } of apps)
      expect((await fetch(`${house.origin}/api/apps/${id}`, { method: "DELETE", headers })).status).toBe(400);
    for (const { id } of apps) {
      const { "content-type": _, ...bare } = headers;
      expect((await fetch(`${house.origin}/api/apps/${id}`, { method: "DELETE", headers: bare })).status).toBe(204);
    }
    await expect(kit(again.tokens.access_token).search({ resourceType: "Patient" })).rejects.toMatchObject({
      response: { status: 401 },
    });
  });

  test("waits for a fresh sign-in when it asks for one, and is told when nobody may be asked", async () => {
    const { client } = await anApp(house);
    const { browser } = await aPerson(house);
    const config = await configure(client.id);
    const fresh = await begin(config, { scope: "openid user/Patient.rs", prompt: "login" });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const page =
      (
        await browser.go((await begin(config, { scope: "openid user/Patient.rs", prompt: "login" })).url.href)
      ).headers.get("location") ?? "";
    const { request, said } = await consent(browser, page);
    expect(request["signInAgain"]).toBe(true);
    expect(said.code).toBe("session/step-up-needed");
    const silent = await begin(config, { scope: "openid user/Patient.rs", prompt: "none" });
    const back = (await browser.go(silent.url.href)).headers.get("location") ?? "";
    await expect(finish(config, back, silent)).rejects.toMatchObject({ error: "login_required" });
    expect(fresh.url.pathname).toBe("/oauth/authorize");
  });
});

describe("an app that a patient lets in", () => {
  const asked = "openid fhirUser launch/patient patient/*.rs user/Observation.rs";

  async function letIn(role: "patient" | "family-member") {
    const { client } = await anApp(house);
    const signedIn = await aPerson(house, role, house.tenant, { patient: `Patient/${patient}` });
    if (role === "family-member") await actsFor(house.house, house.tenant, signedIn.person.id, patient);
    const config = await configure(client.id);
    const begun = await begin(config, { scope: asked });
    const page = (await signedIn.browser.go(begun.url.href)).headers.get("location") ?? "";
    // Nobody asks them which patient; naming another one all the same leads nowhere.
    const { said } = await consent(signedIn.browser, page, { patient: other });
    expect(said).toMatchObject({ code: "oauth/patient-needed" });
    const { request, location } = await consent(signedIn.browser, page);
    return { ...signedIn, request, location, finished: () => finish(config, location, begun) };
  }

  test("is about themselves without a choice, knows them as a patient, and sees nobody else", async () => {
    const { request, finished } = await letIn("patient");
    expect(request.patient).toMatchObject({ kind: "given", id: patient, name: "Ida Larch", self: true });
    expect(JSON.stringify(request.asks)).toContain("your whole record");
    const tokens = await finished();
    expect(tokens).toMatchObject({ patient, token_type: "bearer" });
    expect(tokens.claims()).toMatchObject({ fhirUser: `${house.origin}/fhir/Patient/${patient}` });
    const fhir = kit(tokens.access_token);
    expect(await fhir.read({ resourceType: "Patient", id: patient })).toMatchObject({ id: patient });
    const observations = await fhir.search({ resourceType: "Observation", searchParams: {} });
    const subjects = (observations["entry"] as { resource: { subject: { reference: string } } }[]).map(
      ({ resource }) => resource.subject.reference,
    );
    expect(new Set(subjects)).toEqual(new Set([`Patient/${patient}`]));
    await expect(fhir.read({ resourceType: "Patient", id: other })).rejects.toMatchObject({
      response: { status: 404 },
    });
    await expect(
      fhir.create({
        resourceType: "Observation",
        body: { resourceType: "Observation", status: "final", code: { text: "x" } },
      }),
    ).rejects.toMatchObject({ response: { status: 403 } });
  });

  test("is about their relative where a family member lets it in, and doesn't take them for the patient", async () => {
    const { request, finished } = await letIn("family-member");
    expect(request.patient).toMatchObject({ kind: "given", id: patient, self: false });
    expect(JSON.stringify(request.asks)).not.toContain("your whole record");
    const tokens = await finished();
    expect(tokens).toMatchObject({ patient });
    await expect(kit(tokens.access_token).read({ resourceType: "Patient", id: other })).rejects.toMatchObject({
      response: { status: 404 },
    });
  });
});

describe("an app that the chart opens", () => {
  async function launch(headers: Record<string, string>, client: string, body: object = {}) {
    const answer = await fetch(`${house.origin}/api/launches`, {
      method: "POST",
      headers,
      body: JSON.stringify({ client, patient, ...body }),
    });
    return { status: answer.status, ...((await answer.json()) as { launch?: string; address?: string }) };
  }

  test("is told the chart's patient, once, and for the one who opened it", async () => {
    const { client } = await anApp(house);
    const { browser, headers } = await aPerson(house);
    const stranger = await aPerson(house);
    const config = await configure(client.id);
    const begunLaunch = await launch(headers, client.id);
    const opened = new URL(begunLaunch.address ?? "");
    expect(opened.origin + opened.pathname).toBe("https://app.example/launch");
    expect(opened.searchParams.get("iss")).toBe(`${house.origin}/fhir`);
    const parameters = {
      scope: "openid launch patient/Observation.rs",
      launch: opened.searchParams.get("launch") ?? "",
    };

    const stolen = await begin(config, parameters);
    const theirs = (await stranger.browser.go(stolen.url.href)).headers.get("location") ?? "";
    expect((await consent(stranger.browser, theirs)).said.code).toBe("oauth/no-request");

    const begun = await begin(config, parameters);
    const page = (await browser.go(begun.url.href)).headers.get("location") ?? "";
    const { request, location } = await consent(browser, page);
    expect(request.patient).toMatchObject({ kind: "given", name: "Ida Larch", self: false });
    const tokens = await finish(config, location, begun);
    expect(tokens).toMatchObject({ patient, scope: "openid launch patient/Observation.rs" });

    const again = await begin(config, parameters);
    const second = (await browser.go(again.url.href)).headers.get("location") ?? "";
    expect((await consent(browser, second)).said.code).toBe("oauth/no-request");
  });

  test("is opened on no patient whom the person can't see, and not at all without a launch address", async () => {
    const { client } = await anApp(house);
    const { headers } = await aPerson(house, "administrator");
    expect((await launch(headers, client.id)).status).toBe(422);
    const clinician = await aPerson(house);
    expect((await launch(clinician.headers, client.id, { patient: crypto.randomUUID() })).status).toBe(422);
    const { client: without } = await anApp(house, { launchUrl: undefined });
    expect((await launch(clinician.headers, without.id)).status).toBe(422);
  });
});

describe("a confidential app", () => {
  test("uses its secret at the token endpoint, with PKCE all the same", async () => {
    const { client, secret } = await anApp(house, { kind: "confidential" });
    const { browser } = await aPerson(house);
    const config = await configure(client.id, secret?.expose());
    const begun = await begin(config, { scope: "openid online_access user/Patient.rs" });
    const page = (await browser.go(begun.url.href)).headers.get("location") ?? "";
    const { location } = await consent(browser, page);
    const tokens = await finish(config, location, begun);
    expect(tokens.refresh_token).toBeDefined();
    const looked = await openid.tokenIntrospection(config, tokens.access_token);
    expect(looked).toMatchObject({ active: true, scope: "openid online_access user/Patient.rs" });
  });
});
