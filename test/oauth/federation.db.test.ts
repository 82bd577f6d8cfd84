import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FederationSettings } from "../../src/custody/authorization/index.ts";
import { type TestHouse, aHouse } from "../support/house.ts";
import { Browser, aPerson, operator } from "./app.ts";
import { type TestProvider, aProvider, providerSecret } from "./provider.ts";

let house: TestHouse;
let elsewhere: TestProvider;
let issuer: string;
const secret = providerSecret;

beforeAll(async () => {
  house = await aHouse();
  elsewhere = await aProvider(house.origin);
  ({ issuer } = elsewhere);
});
afterAll(async () => {
  elsewhere.end();
  await house.end();
});

const settings: FederationSettings = {
  state: "active",
  issuer: "",
  clientId: "wardbook",
  clientSecret: secret,
  label: "Test Clinic",
  allowedDomains: [],
  provision: false,
  secondFactorProofs: [],
};

const configure = (change: Partial<FederationSettings> = {}) =>
  house.house.authorization.federation.configure(operator, house.tenant, { ...settings, issuer, ...change });

/** As a browser follows it. @returns the page at which it comes to rest, and what it holds then */
async function signIn(
  start = "/oauth/federation/start?organisation=test-clinic&to=/patients",
  browser = new Browser(house.origin),
) {
  const there = new Browser(issuer);
  const begun = await browser.go(start);
  let address = begun.headers.get("location") ?? "";
  for (let hop = 0; hop < 8 && address.startsWith(issuer); hop += 1)
    address = new URL((await there.go(address)).headers.get("location") ?? "", issuer).href;
  if (!address.startsWith(house.origin))
    return { browser, callback: "", back: begun, place: begun.headers.get("location") ?? "" };
  const back = await browser.go(address);
  return { browser, callback: address, back, place: back.headers.get("location") ?? "" };
}

/** What the account page does: goes to the provider, and comes back linked. */
async function linkOwn(browser: Browser): Promise<Response> {
  const asked = await browser.go("/api/federation/link", { method: "POST", body: "{}" });
  let address = ((await asked.json()) as { to: string }).to;
  const there = new Browser(issuer);
  for (let hop = 0; hop < 8 && address.startsWith(issuer); hop += 1)
    address = new URL((await there.go(address)).headers.get("location") ?? "", issuer).href;
  return browser.go(address);
}

/** Somebody who has shown which account there is theirs. */
async function aLinkedPerson(sub: string) {
  const somebody = await aPerson(house);
  elsewhere.account = { sub, amr: ["mfa"] };
  expect((await linkOwn(somebody.browser)).headers.get("location")).toBe("/account");
  return somebody;
}

const sessionOf = async (browser: Browser) => browser.go("/api/session");

describe("sign-in with the organisation's own provider", () => {
  test("is offered where it is set up, and nowhere else", async () => {
    const offer = async () => (await fetch(`${house.origin}/api/session/federation?organisation=test-clinic`)).json();
    expect(await offer()).toEqual({});
    await configure();
    expect(await offer()).toEqual({ label: "Test Clinic", start: "/oauth/federation/start?organisation=test-clinic" });
    await configure({ state: "off" });
    expect(await offer()).toEqual({});
    expect((await signIn()).place).toBe("/sign-in?problem=federation");
  });

  test("lets in whom somebody has linked, and asks our own second factor all the same", async () => {
    await configure();
    const { person } = await aPerson(house);
    elsewhere.account = { sub: "linked-1", name: "Robin Hale" };
    expect((await signIn()).place).toBe("/sign-in?problem=federation");
    await house.house.authorization.federation.link(operator, house.tenant, person.id, "linked-1");
    const { place, browser } = await signIn();
    expect(place).toBe("/sign-in?to=%2Fpatients&step=federation");
    expect((await sessionOf(browser)).status).toBe(401);
    const step = await browser.go("/api/session/federation/step");
    expect(await step.json()).toMatchObject({ step: "enrol" });
    expect((await browser.go("/api/session/federation/step")).status).toBe(404);
  });

  test("needs no second factor of ours where the provider's word proves its own", async () => {
    await configure({ secondFactorProofs: ["mfa"] });
    const { person } = await aLinkedPerson("linked-2");
    elsewhere.account = { sub: "linked-2", amr: ["pwd"] };
    expect((await signIn()).place).toContain("step=federation");
    elsewhere.account = { sub: "linked-2", amr: ["pwd", "mfa"] };
    const { place, browser } = await signIn();
    expect(place).toBe("/patients");
    expect(await (await sessionOf(browser)).json()).toMatchObject({ person: { id: person.id } });
  });

  test("ends what the browser was signed in to when it left", async () => {
    await configure({ secondFactorProofs: ["mfa"] });
    const { person } = await aLinkedPerson("linked-3");
    const other = await aPerson(house);
    const start = "/oauth/federation/start?organisation=test-clinic&to=/patients";
    const stillOpen = async () => (await fetch(`${house.origin}/api/session`, { headers: other.headers })).status;
    elsewhere.account = { sub: "linked-3", amr: ["pwd"] };
    expect((await signIn(start, other.browser)).place).toContain("step=federation");
    expect(await stillOpen()).toBe(200);
    elsewhere.account = { sub: "linked-3", amr: ["mfa"] };
    expect((await signIn(start, other.browser)).place).toBe("/patients");
    expect(await stillOpen()).toBe(401);
    const [ended] = await house.house.ledgerReader.byActor(house.tenant, "sign-in", { limit: 1 });
    expect([ended?.entry.action, ended?.entry.detail]).toEqual([
      "session-ended",
      expect.stringContaining("signed in anew"),
    ]);
    expect(person.id).not.toBe(other.person.id);
  });

  test("makes a person of a verified address with a mapped role, where the organisation wants that", async () => {
    const roles = {
      claim: "groups",
      map: [
        { value: "ward-doctors", role: "clinician" },
        { value: "desk", role: "front-desk" },
        { value: "managers", role: "administrator" },
      ],
    };
    await configure({ provision: true, roles, allowedDomains: ["clinic.example"], secondFactorProofs: ["mfa"] });
    const base = { amr: ["mfa"], given_name: "Noor", family_name: "Field", preferred_username: "noor" };
    for (const [sub, more] of [
      ["new-1", { email: "noor@clinic.example", email_verified: false, groups: ["desk"] }],
      ["new-2", { email: "noor@clinic.example.evil.example", email_verified: true, groups: ["desk"] }],
      ["new-3", { email: "noor@clinic.example", email_verified: true, groups: ["cleaners"] }],
    ] as const) {
      elsewhere.account = { ...base, sub, ...more };
      expect((await signIn()).place, sub).toBe("/sign-in?problem=federation");
    }
    elsewhere.account = { ...base, sub: "new-4", email: "noor@clinic.example", email_verified: true, groups: ["desk"] };
    const { place, browser } = await signIn();
    expect(place).toBe("/patients");
    expect(await (await sessionOf(browser)).json()).toMatchObject({
      person: { displayName: "Noor Field", role: "front-desk" },
    });
    elsewhere.account = { ...elsewhere.account, groups: ["ward-doctors"] };
    expect(await (await sessionOf((await signIn()).browser)).json()).toMatchObject({ person: { role: "clinician" } });
    // A role that runs the organisation is given here, by a person.
    elsewhere.account = { ...elsewhere.account, groups: ["managers"] };
    expect(await (await sessionOf((await signIn()).browser)).json()).toMatchObject({ person: { role: "clinician" } });
    elsewhere.account = {
      ...base,
      sub: "new-5",
      email: "other@clinic.example",
      email_verified: true,
      groups: ["desk"],
    };
    const namesake = (await (await sessionOf((await signIn()).browser)).json()) as { person: { username: string } };
    expect(namesake.person.username).not.toBe("noor");
  });

  test("links the account there to whoever is signed in here, once", async () => {
    await configure({ secondFactorProofs: ["mfa"] });
    const { person } = await aLinkedPerson("self-1");
    expect(await (await sessionOf((await signIn()).browser)).json()).toMatchObject({ person: { id: person.id } });
    const second = await aPerson(house);
    await expect(
      house.house.authorization.federation.link(operator, house.tenant, second.person.id, "self-1"),
    ).rejects.toMatchObject({ code: "federation/refused" });
  });
});

describe("attacks on it", () => {
  test("an administrator with a provider of their own comes in as nobody else", async () => {
    const administrator = await aPerson(house, "administrator");
    const victim = await aPerson(house);
    const own = { ...settings, issuer, secondFactorProofs: ["mfa"] };
    const put = (method: string, path: string, body: object) =>
      administrator.browser.go(path, { method, body: JSON.stringify(body) });
    expect((await put("PUT", "/api/federation", own)).status).toBe(200);
    const link = { person: victim.person.id, subject: "taken-1" };
    expect((await put("POST", "/api/federation/links", link)).status).toBe(204);
    elsewhere.account = { sub: "taken-1", amr: ["mfa"] };
    const { place, browser } = await signIn();
    expect(place).toContain("step=federation");
    expect((await sessionOf(browser)).status).toBe(401);
    // The owner of both shows it: then the provider's word is good for both factors.
    expect((await linkOwn(victim.browser)).headers.get("location")).toBe("/account");
    expect((await signIn()).place).toBe("/patients");
    // Nobody's word takes that back to the other way, or to somebody else.
    expect((await put("POST", "/api/federation/links", link)).status).toBe(204);
    expect((await signIn()).place).toBe("/patients");
    const other = await aPerson(house);
    expect((await put("POST", "/api/federation/links", { ...link, person: other.person.id })).status).toBe(403);
  });

  test("whoever comes back by a recovery isn't let in by the provider meanwhile", async () => {
    await configure({ secondFactorProofs: ["mfa"] });
    const { person } = await aLinkedPerson("back-1");
    expect((await signIn()).place).toBe("/patients");
    const { people } = house.house.identity;
    await people.change(operator, house.tenant, person.id, { state: "ended" });
    expect((await signIn()).place).toBe("/sign-in?problem=federation");
    // One person restores; two approve.
    await people.change(operator, house.tenant, person.id, { state: "active" });
    for (const amr of [["mfa"], ["pwd"]]) {
      elsewhere.account = { sub: "back-1", amr };
      expect((await signIn()).place).toBe("/sign-in?problem=federation");
    }
  });

  test("an answer that another browser began, that comes twice, or that was changed lets nobody in", async () => {
    await configure({ secondFactorProofs: ["mfa"] });
    await aLinkedPerson("attack-1");
    const { callback, browser } = await signIn();
    expect((await browser.go(callback)).headers.get("location")).toBe("/sign-in?problem=federation");
    const begun = await new Browser(house.origin).go("/oauth/federation/start?organisation=test-clinic");
    const there = new Browser(issuer);
    let address = begun.headers.get("location") ?? "";
    for (let hop = 0; hop < 8 && address.startsWith(issuer); hop += 1)
      address = new URL((await there.go(address)).headers.get("location") ?? "", issuer).href;
    const victim = new Browser(house.origin);
    await victim.go("/oauth/federation/start?organisation=test-clinic");
    expect((await victim.go(address)).headers.get("location")).toBe("/sign-in?problem=federation");
    for (const change of [
      (url: URL) => url.searchParams.set("iss", "https://evil.example"),
      (url: URL) => url.searchParams.set("code", "x"),
      (url: URL) => url.searchParams.set("state", "1.x"),
    ]) {
      const fresh = new Browser(house.origin);
      let to = (await fresh.go("/oauth/federation/start?organisation=test-clinic")).headers.get("location") ?? "";
      const provider = new Browser(issuer);
      for (let hop = 0; hop < 8 && to.startsWith(issuer); hop += 1)
        to = new URL((await provider.go(to)).headers.get("location") ?? "", issuer).href;
      const url = new URL(to);
      change(url);
      expect((await fresh.go(url.href)).headers.get("location")).toBe("/sign-in?problem=federation");
      expect((await sessionOf(fresh)).status).toBe(401);
    }
  });

  test("leave a trace in the organisation's ledger, in words that tell nothing of whoever it was", async () => {
    await configure({ secondFactorProofs: ["mfa"] });
    const failures = async () => {
      await house.house.ledger.sequence(house.tenant);
      const found = await house.house.ledgerReader.byActor(house.tenant, "federation", { limit: 200 });
      return found.filter(({ entry }) => entry.action === "sign-in-failed").map(({ entry }) => entry);
    };
    const before = (await failures()).length;
    elsewhere.account = { sub: "unlinked-1", name: "Quillfeather", email: "quillfeather@clinic.example" };
    await signIn();
    const told = await failures();
    expect(told).toHaveLength(before + 1);
    expect(told.find(({ detail }) => detail?.includes("nobody here is linked"))).toMatchObject({
      actor: { kind: "system", id: "federation" },
      from: "127.0.0.1",
    });
    expect(JSON.stringify(told)).not.toMatch(/quillfeather|unlinked-1/i);
    // Nobody began this one here: a stranger can't write into the ledger by calling the address.
    await new Browser(house.origin).go(`/oauth/federation/callback?state=${house.tenant}.${"a".repeat(43)}&code=x`);
    expect(await failures()).toHaveLength(before + 1);
  });

  test("nobody is sent to an address that isn't ours", async () => {
    await configure({ secondFactorProofs: ["mfa"] });
    await aLinkedPerson("attack-2");
    for (const to of [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      "\\/evil.example",
    ]) {
      const { place } = await signIn(
        `/oauth/federation/start?${new URLSearchParams({ organisation: "test-clinic", to })}`,
      );
      expect(place).toBe("/");
    }
  });

  test("a provider without TLS elsewhere, or people of nobody's role, can't be set up", async () => {
    await expect(configure({ issuer: "http://op.example" })).rejects.toMatchObject({ code: "federation/unsuitable" });
    for (const issuer of ["https://169.254.169.254", "https://[fe80::1]", "https://0.0.0.0"])
      await expect(configure({ issuer })).rejects.toMatchObject({ code: "federation/unsuitable", path: "issuer" });
    await expect(configure({ provision: true })).rejects.toMatchObject({ code: "federation/unsuitable" });
  });

  test("the provider's secret is told to nobody, and lies sealed", async () => {
    await configure();
    const { headers } = await aPerson(house, "administrator");
    const text = await (await fetch(`${house.origin}/api/federation`, { headers })).text();
    expect(JSON.parse(text)).toMatchObject({ federation: { issuer, clientId: "wardbook" } });
    expect(text).not.toContain(secret);
    const rows = await house.house.db
      .tenant(house.tenant)
      .query<{ text: string }>("select t::text as text from wardbook.federation t");
    for (const row of rows) expect(row.text).not.toContain(Buffer.from(secret).toString("hex"));
    const clinician = await aPerson(house);
    expect((await fetch(`${house.origin}/api/federation`, { headers: clinician.headers })).status).toBe(403);
  });
});
