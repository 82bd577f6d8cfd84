import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { PageTabs } from "../../../ui/PageTabs.tsx";

const pages = [
  { to: "/board", label: "Flow board", needs: "Appointment" },
  { to: "/calendar", label: "Calendar", needs: "Appointment" },
  { to: "/enquiries", label: "Enquiries", needs: "Task" },
] as const;

/** From one page of the front desk to the others. */
export function DeskNav() {
  const { scopes } = useSession();
  return <PageTabs label="Front desk" pages={pages.filter(({ needs }) => allows(scopes, needs, "s"))} />;
}
