/** Words of what every page is made of. */
export const words = {
  aboutYears: "about {years} y",
  years: "{years} y",
  months: "{months, plural, one {# month} other {# months}}",
  weeks: "{weeks, plural, one {# week} other {# weeks}}",
  days: "{days, plural, one {# day} other {# days}}",
  justNow: "just now",
  minutesAgo: "{minutes} min ago",
  hoursAgo: "{hours} h ago",
  yesterday: "yesterday",
  daysAgo: "{days, plural, one {# day ago} other {# days ago}}",

  aboutWardbook: "About Wardbook",
  motto: "Health records that can show what happened to them.",
  sealed: "Sealed",
  sealedMeans: "Every record lies under its patient’s own key.",
  witnessed: "Witnessed",
  witnessedMeans: "Every look at it is written down before it happens.",
  checkable: "Checkable",
  checkableMeans: "Anyone with the right can prove that nothing was changed.",
} as const;
