import type { Addressee, Colleagues, StaffMessage } from "../../../../contract/index.ts";
import { say } from "../words/index.ts";

const everybody = "everybody";

/** Whom one may write to, as a list to choose from: values say what they are. */
export function addresseesOf({ people, roles, branches, mayAnnounce }: Colleagues, isAnnounced: boolean) {
  const titled = (name: string, more: string | undefined) => (more === undefined ? name : `${name}, ${more}`);
  return [
    ...(isAnnounced && mayAnnounce
      ? [{ group: say("all"), items: [{ value: everybody, label: say("everybodyHere") }] }]
      : []),
    {
      group: say("people"),
      items: people.map(({ id, name, role, jobTitle }) => ({
        value: `person:${id}`,
        label: titled(name, jobTitle ?? role),
      })),
    },
    {
      group: say("roles"),
      items: roles.map(({ id, name }) => ({ value: `role:${id}`, label: say("everybodyOf", { name }) })),
    },
    {
      group: say("branches"),
      items: branches.map(({ id, name }) => ({ value: `branch:${id}`, label: say("everybodyAt", { name }) })),
    },
  ].filter(({ items }) => items.length > 0);
}

/** Undefined of a value that no list offers. */
export function addresseeOf(value: string): Addressee | undefined {
  if (value === everybody) return { kind: everybody };
  const [kind, id = ""] = value.split(":");
  return kind === "person" || kind === "role" || kind === "branch" ? { kind, id } : undefined;
}

/** "Tom Birch, Front desk and 2 others" */
export function namesOf(to: StaffMessage["to"], most = 3): string {
  const names = to.map(({ name }) => name);
  if (names.length <= most) return names.join(", ");
  return say("andOthers", { names: names.slice(0, most - 1).join(", "), count: names.length - most + 1 });
}
