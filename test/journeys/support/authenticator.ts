import { TOTP } from "otpauth";

const stepSeconds = 30;
/** How long a slow machine may take from a code to the server's look at it. */
const wayToServerSeconds = 12;

/** The authenticator app on somebody's phone. */
export interface Authenticator {
  /** A code that hasn't been used yet: no server takes one twice. */
  code(): Promise<string>;
}

/** @param secret base32, as the enrolment page shows it; blanks don't matter */
export function anAuthenticator(secret: string): Authenticator {
  const totp = new TOTP({ secret: secret.replaceAll(/\s/g, ""), period: stepSeconds });
  let lastStep = 0;
  return {
    async code() {
      // Clocks may be a step off, so three codes are good at any moment: taking the oldest first spares waiting. When the server
      // looks, it must still be one of the three.
      const oldest = Math.floor((Date.now() / 1000 + wayToServerSeconds) / stepSeconds) - 1;
      const step = Math.max(lastStep + 1, oldest);
      const early = (step - 1) * stepSeconds * 1000 - Date.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      lastStep = step;
      return totp.generate({ timestamp: step * stepSeconds * 1000 });
    },
  };
}
