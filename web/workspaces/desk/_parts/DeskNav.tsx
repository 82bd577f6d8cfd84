import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { PageTabs } from "../../../ui/PageTabs.tsx";
import { say } from "../words/index.ts";

const pages = [
  { to: "/board", label: say("flowBoard"), needs: "Appointment" },
  { to: "/calendar", label: say("calendar"), needs: "Appointment" },
  { to: "/enquiries", label: say("enquiries"), needs: "Task" },
] as const;

/** From one page of the front desk to the others. */
export function DeskNav() {
  const { scopes } = useSession();
  return <PageTabs label={say("frontDesk")} pages={pages.filter(({ needs }) => allows(scopes, needs, "s"))} />;
}
