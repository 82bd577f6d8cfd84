import { z } from "zod";

// Shapes of Web Authentication Level 3 as JSON (`PublicKeyCredential.toJSON()` and its like), as `@simplewebauthn/browser` speaks them.

const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, "expected base64url");
const descriptor = z.object({
  id: z.string(),
  type: z.literal("public-key"),
  transports: z.array(z.string()).optional(),
});

/** `PublicKeyCredentialRequestOptionsJSON`: hand it to `startAuthentication({ optionsJSON })`. */
export const requestOptions = z.looseObject({
  challenge: z.string(),
  rpId: z.string().optional(),
  timeout: z.number().optional(),
  allowCredentials: z.array(descriptor).optional(),
  userVerification: z.enum(["required", "preferred", "discouraged"]).optional(),
});
export type RequestOptions = z.infer<typeof requestOptions>;

/** `PublicKeyCredentialCreationOptionsJSON`: hand it to `startRegistration({ optionsJSON })`. */
export const creationOptions = z.looseObject({
  challenge: z.string(),
  rp: z.object({ id: z.string().optional(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal("public-key") })),
  timeout: z.number().optional(),
  excludeCredentials: z.array(descriptor).optional(),
});
export type CreationOptions = z.infer<typeof creationOptions>;

const credential = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["cross-platform", "platform"]).optional(),
  clientExtensionResults: z.record(z.string().max(40), z.unknown()).optional(),
};

/** `AuthenticationResponseJSON`. */
export const assertionResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(4000),
    userHandle: base64url(120).nullish(),
  }),
});
export type AssertionResponse = z.infer<typeof assertionResponse>;

/** `RegistrationResponseJSON`. */
export const registrationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(40_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
export type RegistrationResponse = z.infer<typeof registrationResponse>;

/** `POST /api/session/passkey/enrol` — enrols the first passkey; answers `session` and sets the cookie. */
export const passkeyEnrolRequest = z.object({
  challenge: z.string().max(256),
  response: registrationResponse,
  name: z.string().trim().min(1).max(60).optional(),
});
