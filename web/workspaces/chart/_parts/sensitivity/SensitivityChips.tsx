import { IconLock } from "@tabler/icons-react";
import { Fragment } from "react";
import type { Coding, Meta } from "../../../../ui/clinical/fhir-types.ts";
import { labelsOn } from "./labels.ts";
import { useSensitivityList } from "./sensitivity-list.ts";
import classes from "./SensitivityChips.module.css";
import { say } from "./words/index.ts";

/** Of HL7's sensitivities: http://terminology.hl7.org/CodeSystem/v3-ActCode */
const system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

/** Quiet marks of what makes a record sensitive. Only somebody who may see the record sees them. */
export function SensitivityChips({ meta }: { readonly meta: Meta | undefined }) {
  const labels = labelsOn(meta, { system });
  if (labels.length === 0) return null;
  return <Chips labels={labels} />;
}

function Chips({ labels }: { readonly labels: readonly Coding[] }) {
  const list = useSensitivityList();
  return labels.map(({ code, display, userSelected }) => {
    const byItself = userSelected === false;
    const label = list.data?.categories.find((one) => one.code === code)?.label ?? display ?? code ?? "";
    return (
      <Fragment key={code}>
        {/* A blank, not a margin: on a line of its own a chip begins where the line does. */}{" "}
        <span className={classes.chip} title={say(byItself ? "markedByItself" : "markedByHand", { label })}>
          <IconLock size={11} stroke={2.2} aria-hidden />
          <span className="wb-visually-hidden">{say("markedSensitive")} </span>
          <bdi>{label}</bdi>
          {byItself ? (
            <span className="wb-visually-hidden">{say("byItself")}</span>
          ) : (
            <span className={classes.hand}> · {say("byHand")}</span>
          )}
        </span>
      </Fragment>
    );
  });
}
