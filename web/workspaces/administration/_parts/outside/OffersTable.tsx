import { Checkbox } from "@mantine/core";
import type { ClinicPlaces, PublicPagesSettings } from "../../../../../contract/index.ts";
import classes from "./OffersTable.module.css";
import { say } from "../../words/index.ts";

type Offers = PublicPagesSettings["offers"];
type Props = {
  readonly places: ClinicPlaces;
  readonly offers: Offers;
  readonly onChange: (offers: Offers) => void;
};

/** Which kinds of appointment anybody may ask for, and where. */
export function OffersTable({ places, offers, onChange }: Props) {
  const kinds = places.kinds.filter(({ active }) => active);
  const has = (kindId: string, branchId: string) =>
    offers.some((offer) => offer.kindId === kindId && offer.branchId === branchId);
  const set = (kindId: string, branchId: string, isOffered: boolean) => {
    const others = offers.filter((offer) => offer.kindId !== kindId || offer.branchId !== branchId);
    onChange(isOffered ? [...others, { kindId, branchId }] : others);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways on a phone is reached by keyboard
    <div className={classes.scroll} role="region" aria-label={say("whatAsked")} tabIndex={0}>
      <table className={classes.offers}>
        <thead>
          <tr>
            <th scope="col">{say("kindOfAppointment")}</th>
            {places.branches.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind.id}>
              <th scope="row">{say("kindMinutes", { name: kind.name, minutes: kind.minutes })}</th>
              {places.branches.map((branch) => (
                <td key={branch.id}>
                  <Checkbox
                    aria-label={say("kindMinutesAt", { name: kind.name, minutes: kind.minutes, branch: branch.name })}
                    checked={has(kind.id, branch.id)}
                    disabled={kind.branchIds.length > 0 && !kind.branchIds.includes(branch.id)}
                    onChange={(event) => set(kind.id, branch.id, event.currentTarget.checked)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
