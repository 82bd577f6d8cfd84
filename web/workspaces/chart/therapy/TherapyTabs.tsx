import { Link } from "@tanstack/react-router";
import tabs from "../../../ui/PageTabs.module.css";
import { useChart } from "../_parts/record/use-chart.ts";

const pages = [
  { to: "/patients/$patientId/therapy", label: "Measures" },
  { to: "/patients/$patientId/therapy/movement", label: "Movement" },
  { to: "/patients/$patientId/therapy/body", label: "Body chart" },
  { to: "/patients/$patientId/therapy/plan", label: "Goals and exercises" },
] as const;

/** From one page of the treatment to the others. */
export function TherapyTabs() {
  const params = useChart();
  return (
    <nav aria-label="Therapy" className={tabs.tabs}>
      {pages.map(({ to, label }) => (
        <Link key={to} to={to} params={params} activeOptions={{ exact: true }} className={tabs.tab}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
