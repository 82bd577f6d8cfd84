import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconHelpCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allergyState } from "../../../../ui/clinical/allergies.ts";
import { useAllergies } from "../record/use-record.ts";
import { say } from "../../words/index.ts";
import classes from "./AllergyStrip.module.css";

/** Listed, none known, not recorded, not loaded: four things that must never be taken for one another. */
export function AllergyStrip({ patientId }: { readonly patientId: string }) {
  const query = useAllergies({ patientId });
  const to = { to: "/patients/$patientId/allergies", params: { patientId } } as const;
  if (query.isError) {
    return (
      <span className={classes.strip} data-look="failed">
        <IconAlertOctagon size={15} aria-hidden />
        {say("allergiesFailed")}
      </span>
    );
  }
  if (query.data === undefined)
    return (
      <span className={classes.strip} data-look="loading">
        {say("allergiesLoading")}
      </span>
    );
  const state = allergyState(query.data.matches);
  switch (state.kind) {
    case "none":
      return (
        <Link {...to} className={classes.strip} data-look="none">
          <IconCircleCheck size={15} aria-hidden />
          {say("noKnownAllergies")}
        </Link>
      );
    case "not-recorded":
      return (
        <Link {...to} className={classes.strip} data-look="not-recorded">
          <IconHelpCircle size={15} aria-hidden />
          {say("allergiesNotRecorded")}
        </Link>
      );
    case "listed":
      return (
        <Link
          {...to}
          className={classes.strip}
          data-look={state.allergies.some((one) => one.criticality === "high") ? "high" : "listed"}
        >
          <IconAlertTriangle size={15} aria-hidden />
          <span>
            <b>{say("allergiesAre")}</b>{" "}
            {state.allergies.map((one, at) => (
              <span key={one.id} className={classes.one}>
                {at > 0 && ", "}
                {one.criticality === "high" ? (
                  <b>{say.rich("withHighRisk", { name: <bdi key="name">{one.name}</bdi> })}</b>
                ) : (
                  <bdi>{one.name}</bdi>
                )}
                {one.unconfirmed && ` ${say("isUnconfirmed")}`}
              </span>
            ))}
          </span>
        </Link>
      );
  }
}
