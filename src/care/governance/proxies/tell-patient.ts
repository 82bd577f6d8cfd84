import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { GovernancePorts } from "../ports.ts";

const subjects = {
  asked: "Somebody is to act for you, as you are said to wish: say whether you do",
  begun: "Somebody may act for you from now on",
  ended: "Somebody acts for you no more",
} as const;

/** Mail to a patient who can sign in. It is read in the open: it names nobody. What fails is told, and holds up nothing: their record says it too. */
export async function tellPatient(
  ports: GovernancePorts,
  tenant: TenantId,
  patient: ResourceId,
  what: keyof typeof subjects,
): Promise<void> {
  const { sendMail, origin } = ports;
  if (sendMail === undefined) return;
  try {
    for (const { email } of await ports.proxies.ownAccounts(tenant, patient))
      if (email !== undefined)
        await sendMail({
          to: email,
          subject: subjects[what],
          text: `${subjects[what]}.\n\nSign in to see who, until when, and to end it: ${origin}/who-acts-for-me\n`,
        });
  } catch (error) {
    ports.onFailure(error);
  }
}
