import type { BuiltInRoleId } from "../../src/custody/access/index.ts";
import { Secret } from "../../src/foundation/kernel/index.ts";
import type { NewClient } from "../../src/custody/authorization/index.ts";
import type { TestHouse } from "../support/house.ts";
import { signedInHeaders } from "../support/signed-in.ts";

export const operator = { kind: "system", id: "test", name: "test" } as const;

export const redirectUri = "https://app.example/callback";

/** An app with an address of its own, for people. */
export async function anApp(house: TestHouse, change: Partial<NewClient> = {}) {
  return house.house.authorization.clients.add(operator, house.tenant, {
    name: "Growth chart",
    kind: "public",
    scope: "openid fhirUser launch launch/patient offline_access online_access patient/*.rs user/*.rs",
    redirectUris: [redirectUri],
    launchUrl: "https://app.example/launch",
    maker: "Example Apps Ltd",
    ...change,
  });
}

/** Cookies as a browser keeps them: by name, with the path that they are for. */
export class Browser {
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>();
  readonly #origin: string;
  readonly #own: Readonly<Record<string, string>>;

  constructor(origin: string, own: Readonly<Record<string, string>> = {}) {
    this.#origin = origin;
    this.#own = own;
  }

  async go(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, this.#origin);
    const sent = [...this.#cookies].filter(([, { path }]) => url.pathname.startsWith(path));
    const cookie = [this.#own["cookie"], ...sent.map(([name, { value }]) => `${name}=${value}`)]
      .filter(Boolean)
      .join("; ");
    const answer = await fetch(url, {
      redirect: "manual",
      ...init,
      headers: { ...this.#own, ...init.headers, cookie },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const [name = "", value = ""] = pair.split("=");
      const path = attributes.find((one) => one.toLowerCase().startsWith("path="))?.slice(5) ?? "/";
      if (value === "" || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, { value, path });
    }
    return answer;
  }
}

/** Somebody of the house's organisation, signed in in a browser. */
export async function aPerson(
  house: TestHouse,
  role: BuiltInRoleId = "clinician",
  tenant = house.tenant,
  more: { readonly patient?: string } = {},
) {
  const { identity } = house.house;
  const password = new Secret("Harbour-lantern-579!");
  const { person } = await identity.people.add(
    operator,
    tenant,
    { username: `p${Math.random().toString(36).slice(2)}`, given: "Robin", family: "Hale", role, ...more },
    { kind: "password", password },
  );
  const headers = await signedInHeaders(house, person.id, { of: tenant, provenBy: "password" });
  return { person, headers, browser: new Browser(house.origin, headers) };
}

export interface Decision {
  readonly patient?: string;
  readonly scopes?: readonly string[];
  readonly allow?: boolean;
}

/** What the consent page does: asks what is wanted and answers. @returns the address at the app to which the browser is sent */
export async function consent(browser: Browser, page: string, decision: Decision = {}) {
  const { pathname } = new URL(page, "http://x");
  const asked = await browser.go(`${pathname}/request`);
  const request = (await asked.json()) as { asks: { scope: string }[]; patient: { kind: string } } & Record<
    string,
    unknown
  >;
  const { allow = true, scopes = request.asks?.map((one) => one.scope) ?? [], patient } = decision;
  const body = allow ? { allow, scopes, ...(patient === undefined ? {} : { patient }) } : { allow };
  const answered = await browser.go(`${pathname}/decision`, { method: "POST", body: JSON.stringify(body) });
  const said = (await answered.json()) as { to?: string; code?: string };
  const back = said.to === undefined ? undefined : await browser.go(said.to);
  return { request, status: answered.status, said, back, location: back?.headers.get("location") ?? "" };
}

export async function aPatient(house: TestHouse, family = "Larch"): Promise<string> {
  const answer = await fetch(`${house.origin}/fhir/Patient`, {
    method: "POST",
    headers: { authorization: `Bearer ${await house.token()}`, "content-type": "application/fhir+json" },
    body: JSON.stringify({ resourceType: "Patient", name: [{ family, given: ["Ida"] }] }),
  });
  return ((await answer.json()) as { id: string }).id;
}

export async function anObservation(house: TestHouse, patient: string, category = "laboratory"): Promise<string> {
  const answer = await fetch(`${house.origin}/fhir/Observation`, {
    method: "POST",
    headers: { authorization: `Bearer ${await house.token()}`, "content-type": "application/fhir+json" },
    body: JSON.stringify({
      resourceType: "Observation",
      status: "final",
      category: [
        { coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: category }] },
      ],
      code: { text: "Weight" },
      subject: { reference: `Patient/${patient}` },
    }),
  });
  return ((await answer.json()) as { id: string }).id;
}
