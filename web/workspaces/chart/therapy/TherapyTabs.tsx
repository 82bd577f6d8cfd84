import { Link } from "@tanstack/react-router";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import tabs from "../../../ui/PageTabs.module.css";
import { useChart } from "../_parts/record/use-chart.ts";

const pages = [
  { to: "/patients/$patientId/therapy", label: "Measures", needs: ["Observation"] },
  { to: "/patients/$patientId/therapy/movement", label: "Movement", needs: ["Observation"] },
  { to: "/patients/$patientId/therapy/body", label: "Body chart", needs: ["Observation"] },
  { to: "/patients/$patientId/therapy/plan", label: "Goals and exercises", needs: ["Goal", "CarePlan"] },
] as const;

/** From one page of the treatment to the others. */
export function TherapyTabs() {
  const params = useChart();
  const { scopes } = useSession();
  const mine = pages.filter(({ needs }) => needs.every((type) => allows(scopes, type, "s")));
  return (
    <nav aria-label="Therapy" className={tabs.tabs}>
      {mine.map(({ to, label }) => (
        <Link key={to} to={to} params={params} activeOptions={{ exact: true }} className={tabs.tab}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
