import type { Day } from "../calendar.ts";
import { weekday } from "../calendar.ts";
import { type CareProvider, providerNamed, providersOf } from "../staff.ts";

/** When the clinic's doors are open, in minutes since midnight; Sunday is a short day with a small rota. */
export function openingHours(day: Day): { readonly from: number; readonly until: number } {
  const dayOfWeek = weekday(day);
  if (dayOfWeek === 0) return { from: 9 * 60, until: 13 * 60 };
  if (dayOfWeek === 6) return { from: 8 * 60, until: 15 * 60 };
  return { from: 8 * 60, until: 18 * 60 };
}

export function rota(day: Day): readonly CareProvider[] {
  const dayOfWeek = weekday(day);
  if (dayOfWeek === 0) return [providerNamed("saoirse.devlin"), providerNamed("gwilym.prosser")];
  if (dayOfWeek === 6) return ["amara.osei", "mateusz.kowalczyk", "leila.haddad", "beatriz.almeida"].map(providerNamed);
  const clinicStaff = providersOf("physiotherapist", "general-practitioner", "practice-nurse");
  // Each has one weekday off.
  const off = ["leila.haddad", "mateusz.kowalczyk", "gwilym.prosser", "saoirse.devlin", "beatriz.almeida"][
    dayOfWeek - 1
  ];
  return clinicStaff.filter((provider) => provider.username !== off);
}

/** Length of a booking in minutes. */
export function slotMinutes(provider: CareProvider): number {
  return provider.profession === "physiotherapist" ? 40 : provider.profession === "practice-nurse" ? 20 : 15;
}
