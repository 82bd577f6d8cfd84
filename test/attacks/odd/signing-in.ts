import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** Signing in and proving oneself again. */
export function signingIn({ tenant }: OddIds): readonly OddRoute[] {
  return [
    ["POST", "/api/session", (text) => [{ organisation: text, username: text, password: text }]],
    ["POST", "/api/session/password", (text) => [{ challenge: text, password: text }]],
    [
      "POST",
      "/api/session/second-factor",
      (text) => [
        { challenge: text, code: "000000" },
        { challenge: `${tenant}.x`, code: "000000" },
      ],
    ],
    ["POST", "/api/session/step-up", (text) => [{ method: "password-and-code", password: text, code: "000000" }]],
    ["POST", "/api/session/purpose", (text) => [{ purpose: text.slice(0, 32) }]],
    ["POST", "/api/session/passkey/options", none],
    ["POST", "/api/session/passkey/enrol-options", (text) => [{ challenge: text }]],
    ["POST", "/api/session/passkey", (text) => [{ response: assertion(text) }]],
  ];
}

function assertion(text: string): object {
  return {
    id: text,
    rawId: text,
    type: "public-key",
    clientExtensionResults: {},
    response: { clientDataJSON: text, authenticatorData: text, signature: text, userHandle: text },
  };
}
