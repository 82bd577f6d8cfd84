import { createHash, randomBytes } from "node:crypto";
import type { TestHouse } from "../support/house.ts";
import { type Browser, type Decision, aPerson, consent, redirectUri } from "./app.ts";

export interface Asked {
  readonly client: string;
  readonly verifier?: string;
  /** Parameters to add, to say otherwise or, where undefined, to leave out. */
  readonly more?: Readonly<Record<string, string | undefined>>;
}

export const newVerifier = () => randomBytes(32).toString("base64url");

export const challengeOf = (verifier: string) => createHash("sha256").update(verifier).digest("base64url");

/** What an app sends, written by hand: no library keeps it from sending what it shouldn't. */
export function appByHand(house: TestHouse) {
  function authorizeUrl({ client, verifier = newVerifier(), more = {} }: Asked): string {
    const parameters = {
      client_id: client,
      response_type: "code",
      redirect_uri: redirectUri,
      scope: "openid user/Patient.rs",
      aud: `${house.origin}/fhir`,
      state: "s1",
      code_challenge: challengeOf(verifier),
      code_challenge_method: "S256",
      ...more,
    };
    const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return `${house.origin}/oauth/authorize?${new URLSearchParams(given)}`;
  }

  /** Where the browser is sent when it asks: to the consent page. */
  async function pageFor(browser: Browser, asked: Asked): Promise<string> {
    return (await browser.go(authorizeUrl(asked))).headers.get("location") ?? "";
  }

  /** The code that comes when the person in front of the browser allows what is asked. */
  async function codeFrom(browser: Browser, asked: Asked, decision?: Decision): Promise<string> {
    const { location } = await consent(browser, await pageFor(browser, asked), decision);
    return new URL(location).searchParams.get("code") ?? "";
  }

  async function token(form: Record<string, string>) {
    const answer = await fetch(`${house.origin}/oauth/token`, { method: "POST", body: new URLSearchParams(form) });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  }

  return {
    authorizeUrl,
    pageFor,
    codeFrom,
    token,

    /** A code, by way of a person who allows everything. */
    async aCode(client: string, verifier: string, more: Asked["more"] = {}, decision?: Decision): Promise<string> {
      const { browser } = await aPerson(house);
      return codeFrom(browser, { client, verifier, more }, decision);
    },

    exchange: (client: string, code: string, verifier: string, more: Record<string, string> = {}) =>
      token({
        grant_type: "authorization_code",
        client_id: client,
        code,
        code_verifier: verifier,
        redirect_uri: redirectUri,
        ...more,
      }),

    refresh: (client: string, value = "", more: Record<string, string> = {}) =>
      token({ grant_type: "refresh_token", client_id: client, refresh_token: value, ...more }),

    /** What the server says to a bearer token. */
    read: async (bearer: string | undefined) =>
      (await fetch(`${house.origin}/fhir/Patient`, { headers: { authorization: `Bearer ${bearer}` } })).status,
  };
}
