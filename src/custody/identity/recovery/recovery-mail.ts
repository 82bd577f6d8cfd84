import type { Mail } from "./mailer.ts";

interface Letter {
  readonly to: string;
  readonly organisation: string;
}

/** What a mail says never names patients, roles or anything but the recovery itself. */
export function confirmationMail({ to, organisation, link }: Letter & { readonly link: string }): Mail {
  return {
    to,
    subject: `Getting back into Wardbook at ${organisation}`,
    text: [
      "Somebody showed one of your recovery codes to get back into your access.",
      "",
      "If it was you, open this link within ten minutes. A waiting time begins then; keep this mail, the same link leads on after it:",
      link,
      "",
      "If it was not you, do nothing, make new recovery codes under “My account”, and tell your administrator.",
    ].join("\n"),
  };
}

export function waitingMail({ to, organisation, readyAt }: Letter & { readonly readyAt: number }): Mail {
  return {
    to,
    subject: `Your access to Wardbook at ${organisation} is about to be renewed`,
    text: [
      `A recovery of your access was confirmed from your mail. From ${new Date(readyAt).toUTCString()} on, whoever holds the link can enrol anew; everything that proves you today is forgotten then.`,
      "",
      "If it was not you: sign in as usual before that time. That stops it. Then tell your administrator.",
    ].join("\n"),
  };
}

export function addressChangedMail({ to, organisation }: Letter): Mail {
  return {
    to,
    subject: `Your mail address at ${organisation} was changed`,
    text: [
      "Wardbook no longer sends mail about your access to this address.",
      "",
      "If you did not change it, tell your administrator at once.",
    ].join("\n"),
  };
}
