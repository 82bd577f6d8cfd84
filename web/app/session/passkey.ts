import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from "@simplewebauthn/browser";
import type { AssertionResponse, RegistrationResponse } from "../../../contract/index.ts";
import { RequestFailure } from "../api.ts";
import { say } from "../words/index.ts";

/** Whether this browser knows passkeys at all. */
export const knowsPasskeys = browserSupportsWebAuthn;

/** Asks the person's passkey to sign; the browser shows its own dialog. @throws RequestFailure in words, or an AbortError */
export async function askPasskey(options: PublicKeyCredentialRequestOptionsJSON): Promise<AssertionResponse> {
  const answer = await inWords(startAuthentication({ optionsJSON: options }), "use");
  return { ...answer, clientExtensionResults: { ...answer.clientExtensionResults } };
}

/**
 * Offers passkeys in the list that the browser opens below a field with `autocomplete="… webauthn"`, for as long as the page
 * stands or until another passkey call replaces this one. Resolves to nothing where the browser can't.
 */
export async function offerPasskeysInField(
  options: () => Promise<PublicKeyCredentialRequestOptionsJSON>,
): Promise<AssertionResponse | undefined> {
  if (!(await browserSupportsWebAuthnAutofill())) return undefined;
  const answer = await inWords(startAuthentication({ optionsJSON: await options(), useBrowserAutofill: true }), "use");
  return { ...answer, clientExtensionResults: { ...answer.clientExtensionResults } };
}

/** Takes the offer back, as when the page goes. */
export function endPasskeyOffer(): void {
  WebAuthnAbortService.cancelCeremony();
}

/** Makes a passkey on this device, a phone or a security key. @throws RequestFailure in words */
export async function makePasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<RegistrationResponse> {
  const answer = await inWords(startRegistration({ optionsJSON: options }), "make");
  return { ...answer, clientExtensionResults: { ...answer.clientExtensionResults } };
}

async function inWords<T>(ceremony: Promise<T>, what: "use" | "make"): Promise<T> {
  try {
    return await ceremony;
  } catch (error) {
    throw failureOf(error, what);
  }
}

/** What came of it, in words a person can act on. The browser doesn't tell a refusal from a time-out, so neither do we. */
export function failureOf(error: unknown, what: "use" | "make"): unknown {
  if (error instanceof WebAuthnError && error.code === "ERROR_CEREMONY_ABORTED")
    return new DOMException("replaced", "AbortError");
  const name = error instanceof Error ? error.name : "";
  if (name === "AbortError") return error;
  if (error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED")
    return refused("passkey/known", say("passkeyAlready"));
  if (name === "NotAllowedError")
    return refused("passkey/not-given", what === "use" ? say("passkeyNotUsed") : say("passkeyNotMade"));
  if (name === "SecurityError") return refused("passkey/address", say("passkeyNotHere"));
  if (error instanceof RequestFailure) return error;
  return refused("passkey/failed", say("passkeyFailed"));
}

function refused(code: string, message: string): RequestFailure {
  return new RequestFailure("refused", 0, { code, message });
}
