import { Link } from "@tanstack/react-router";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import tabs from "../../../ui/PageTabs.module.css";
import { useChart } from "../_parts/record/use-chart.ts";

import { say } from "../words/index.ts";

const pages = [
  { to: "/patients/$patientId/therapy", label: say("measures"), needs: ["Observation"] },
  { to: "/patients/$patientId/therapy/movement", label: say("movement"), needs: ["Observation"] },
  { to: "/patients/$patientId/therapy/body", label: say("bodyChart"), needs: ["Observation"] },
  { to: "/patients/$patientId/therapy/plan", label: say("goalsAndExercises"), needs: ["Goal", "CarePlan"] },
] as const;

/** From one page of the treatment to the others. */
export function TherapyTabs() {
  const params = useChart();
  const { scopes } = useSession();
  const mine = pages.filter(({ needs }) => needs.every((type) => allows(scopes, type, "s")));
  return (
    <nav aria-label={say("therapy")} className={tabs.tabs}>
      <div className={tabs.pages}>
        {mine.map(({ to, label }) => (
          <Link key={to} to={to} params={params} activeOptions={{ exact: true }} className={tabs.tab}>
            {label}
          </Link>
        ))}
      </div>
    </nav>
  );
}
