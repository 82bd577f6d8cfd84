import { randomBytes } from "node:crypto";
import { HOTP, Secret as OtpSecret, TOTP } from "otpauth";

/** RFC 6238 with the parameters that every authenticator app knows. */
const parameters = { algorithm: "SHA1", digits: 6 } as const;
export const totpSecretBytes = 20;
const periodSeconds = 30;
/** Steps before and after the present one whose codes are taken, for clocks that are a little off. */
const window = 1;

export function newTotpSecret(): Buffer {
  return randomBytes(totpSecretBytes);
}

/** What a person types (`base32`) or scans (`uri`) to enrol. */
export function totpInvitation(
  secret: Buffer,
  label: { readonly issuer: string; readonly account: string },
): { readonly base32: string; readonly uri: string } {
  const otp = otpSecret(secret);
  const totp = new TOTP({
    ...parameters,
    period: periodSeconds,
    secret: otp,
    issuer: label.issuer,
    label: label.account,
  });
  return { base32: otp.base32, uri: totp.toString() };
}

/** The time step whose code this is, when it is newer than the last one taken; a code is never taken twice. */
export function matchTotp(input: {
  readonly secret: Buffer;
  readonly code: string;
  readonly now: number;
  readonly lastStep: number;
}): number | undefined {
  const present = Math.floor(input.now / 1000 / periodSeconds);
  const delta = HOTP.validate({
    ...parameters,
    token: input.code,
    secret: otpSecret(input.secret),
    counter: present,
    window,
  });
  const step = delta === null ? undefined : present + delta;
  return step !== undefined && step > input.lastStep ? step : undefined;
}

function otpSecret(secret: Buffer): OtpSecret {
  return new OtpSecret({ buffer: Uint8Array.from(secret).buffer });
}
