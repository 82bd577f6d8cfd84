import { type Day, weekday } from "../calendar.ts";
import { type CareProvider, providerNamed, providersOf } from "../staff.ts";

/** The clinic's two houses. */
export type Site = "wherry-street" | "signal-street";
export const sites: readonly Site[] = ["wherry-street", "signal-street"];

interface Hours {
  readonly from: number;
  readonly until: number;
}

/** When a site's doors are open, in minutes since midnight; undefined where they stay shut. Sunday is a short day with a small rota. */
export function openingHours(day: Day, site: Site): Hours | undefined {
  const dayOfWeek = weekday(day);
  if (site === "signal-street")
    return dayOfWeek === 0 || dayOfWeek === 6 ? undefined : { from: 9 * 60, until: 17 * 60 };
  if (dayOfWeek === 0) return { from: 9 * 60, until: 13 * 60 };
  if (dayOfWeek === 6) return { from: 8 * 60, until: 15 * 60 };
  return { from: 8 * 60, until: 18 * 60 };
}

export function rota(day: Day): readonly CareProvider[] {
  const dayOfWeek = weekday(day);
  if (dayOfWeek === 0) return [providerNamed("saoirse.devlin"), providerNamed("gwilym.prosser")];
  if (dayOfWeek === 6)
    return ["amara.osei", "mateusz.kowalczyk", "leila.haddad", "beatriz.almeida", "ines.carvalho"].map(providerNamed);
  const clinicStaff = providersOf("physiotherapist", "general-practitioner", "practice-nurse", "speech-therapist");
  // Each has one weekday off.
  const off = ["leila.haddad", "mateusz.kowalczyk", "gwilym.prosser", "saoirse.devlin", "beatriz.almeida"][
    dayOfWeek - 1
  ];
  return clinicStaff.filter((provider) => provider.username !== off);
}

/** Where somebody of the clinic is on a day: most in Wherry Street, one always in Signal Street, one there on two days. */
export function siteOf({ username }: CareProvider, day: Day): Site {
  if (username === "yusuf.demirci") return "signal-street";
  const dayOfWeek = weekday(day);
  return username === "ines.carvalho" && (dayOfWeek === 2 || dayOfWeek === 4) ? "signal-street" : "wherry-street";
}

/** Who leads a group on a day, and from when. */
export function groupsOn(day: Day): readonly { readonly leader: CareProvider; readonly minute: number }[] {
  const dayOfWeek = weekday(day);
  if (dayOfWeek === 6) return [{ leader: providerNamed("mateusz.kowalczyk"), minute: 9 * 60 }];
  if ([1, 3, 5].includes(dayOfWeek)) return [{ leader: providerNamed("mateusz.kowalczyk"), minute: 10 * 60 }];
  return [2, 4].includes(dayOfWeek) ? [{ leader: providerNamed("yusuf.demirci"), minute: 14 * 60 }] : [];
}
