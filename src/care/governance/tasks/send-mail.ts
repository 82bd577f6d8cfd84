import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Colleague, GovernancePorts } from "../ports.ts";
import { type MailWhat, deleteMail, takeMail } from "./mail-table.ts";
import { taskKinds } from "./task-kind.ts";

const mostAttempts = 8;
const mostAtOnce = 200;

const lead: Readonly<Record<MailWhat, string>> = {
  new: "",
  reminder: "Reminder: ",
  overdue: "Overdue: ",
};

/** Sends what waits in the outbox. A server that can't be reached is tried again, ever later, eight times; the task stays on the
 *  list whatever happens to its mail. */
export async function sendWaitingMail(ports: GovernancePorts, tenant: TenantId): Promise<void> {
  const { sendMail, now, origin, db } = ports;
  if (sendMail === undefined) return;
  let people: readonly Colleague[] | undefined;
  for (let sent = 0; sent < mostAtOnce; sent += 1) {
    const mail = await takeMail(db.tenant(tenant), tenant, now());
    if (mail === undefined) return;
    people ??= await ports.directory.all(tenant);
    const to = people.find(({ id }) => id === mail.person)?.email;
    if (to === undefined || !mail.open || mail.attempts > mostAttempts) {
      await deleteMail(db.tenant(tenant), tenant, mail.mail);
      continue;
    }
    try {
      const due = `${new Date(mail.due_at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
      await sendMail({
        to,
        subject: `${lead[mail.what]}${taskKinds[mail.kind].subject}`,
        // Mail is read in the open: it says that there is something to do, and where.
        text: `${taskKinds[mail.kind].subject}.\nIt is due by ${due}.\n\nSign in to see it: ${origin}/tasks\n`,
      });
    } catch (error) {
      // It comes back by itself; the others wait too, because they would meet the same server.
      ports.onFailure(error);
      return;
    }
    await deleteMail(db.tenant(tenant), tenant, mail.mail);
  }
}
