import { allergyState } from "../../../ui/clinical/allergies.ts";
import type { AllergyIntolerance } from "../../../ui/clinical/fhir-types.ts";
import { Nothing } from "../../chart/_parts/layout/Loaded.tsx";
import { allergyWords as words } from "./allergy-words.ts";
import { CorrectButton } from "./CorrectButton.tsx";
import classes from "./my-record.module.css";
import { englishDay } from "./plain-date.ts";
import { RestrictedMark } from "./RestrictedMark.tsx";

type Props = { readonly records: readonly AllergyIntolerance[]; readonly brief?: boolean };

/** Allergies; "none" and "not written down" are different things. */
export function Allergies({ records, brief = false }: Props) {
  const state = allergyState(records);
  switch (state.kind) {
    case "none":
      return <Nothing>{words.none(englishDay(state.assertedOn))}</Nothing>;
    case "not-recorded":
      return <Nothing>{words.notRecorded}</Nothing>;
    case "listed":
      return (
        <ul className={classes.items}>
          {state.allergies.map(({ id, name, criticality, reactions, unconfirmed }) => (
            <li key={id} className={classes.item}>
              <h3 className={classes.name}>{name}</h3>
              <RestrictedMark reference={`AllergyIntolerance/${id}`} />
              {reactions !== undefined && (
                <p className={classes.line}>
                  {words.reactions} {reactions}
                </p>
              )}
              {criticality === "high" && <p className={classes.line}>{words.severe}</p>}
              {unconfirmed && <p className={classes.dim}>{words.unconfirmed}</p>}
              {!brief && (
                <div className={classes.acts}>
                  <CorrectButton what={name} reference={`AllergyIntolerance/${id}`} />
                </div>
              )}
            </li>
          ))}
        </ul>
      );
  }
}
