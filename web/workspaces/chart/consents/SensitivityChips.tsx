import { IconLock } from "@tabler/icons-react";
import type { Meta } from "../../../ui/clinical/fhir-types.ts";
import { usePolicyChoices } from "../../administration/_parts/roles/role-calls.ts";
import classes from "./SensitivityChips.module.css";

/** Quiet marks of what makes a record sensitive. Only somebody who may see the record sees them. */
export function SensitivityChips({ meta }: { readonly meta: Meta | undefined }) {
  const codes = (meta?.security ?? []).flatMap(({ code }) => code ?? []);
  if (codes.length === 0) return null;
  return <Chips codes={codes} />;
}

function Chips({ codes }: { readonly codes: readonly string[] }) {
  const choices = usePolicyChoices();
  const marks = (choices.data?.sensitivities ?? []).filter(({ code }) => codes.includes(code));
  return marks.map(({ code, label }) => (
    <span key={code} className={classes.chip} title={`Marked sensitive: ${label}. Fewer people see it.`}>
      <IconLock size={11} stroke={2.2} aria-hidden />
      <span className="wb-visually-hidden">Marked sensitive: </span>
      {label}
    </span>
  ));
}
