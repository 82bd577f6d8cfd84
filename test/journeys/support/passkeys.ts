import type { Page } from "playwright-core";

/** The passkeys of somebody's device, as Chromium imitates them. */
export interface Device {
  /** Whether the person touches the device when it asks. */
  touch(willing: boolean): Promise<void>;
  /** How many passkeys it holds. */
  count(): Promise<number>;
  /** The device is lost, and its passkeys with it. */
  lose(): Promise<void>;
}

/**
 * Gives the window a device that makes passkeys and checks who uses it. It begins untouched: a touched one also answers what
 * the sign-in page only offers in its name field.
 */
export async function aDevice(page: Page): Promise<Device> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: false,
    },
  });
  return {
    async touch(willing) {
      await browser.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: willing });
    },
    async count() {
      return (await browser.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length;
    },
    async lose() {
      await browser.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    },
  };
}
