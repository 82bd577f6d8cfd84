import { TOTP } from "otpauth";

const stepSeconds = 30;

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
      // Clocks may be a step off, so three codes are good at any moment: taking the oldest first spares waiting.
      const present = Math.floor(Date.now() / 1000 / stepSeconds);
      const step = Math.max(lastStep + 1, present - 1);
      if (step > present + 1)
        await new Promise((resolve) => setTimeout(resolve, (step - 1) * stepSeconds * 1000 - Date.now()));
      lastStep = step;
      return totp.generate({ timestamp: step * stepSeconds * 1000 });
    },
  };
}
