/**
 * What a stored value says.
 * `identifying`: who somebody is, or where or when something was, so closely that it tells.
 * `clinical`: what is known of somebody's health. `sensitive`: what harms by itself: secrets, and labels that say what is hidden.
 * `operational`: how the work is run. `none`: nothing of anybody.
 */
export const dataClasses = ["identifying", "clinical", "sensitive", "operational", "none"] as const;
export type DataClass = (typeof dataClasses)[number];

/**
 * What becomes of an element when a record is de-identified.
 * `walk`: its parts are asked. `date`: its year, or shifted. `scrub`: text, without the identifiers in it. `narrative`: XHTML, of which
 * scrubbed text stays. `id`, `reference`: pseudonyms. `system`: kept when it is a public vocabulary's; `code`: kept when its system is.
 * `state`, `zip`, `country`: what Safe Harbor leaves of an address. `attached`: plain text, scrubbed; anything else goes.
 */
export type Treatment =
  | "keep"
  | "drop"
  | "walk"
  | "date"
  | "scrub"
  | "narrative"
  | "id"
  | "reference"
  | "system"
  | "code"
  | "state"
  | "country"
  | "zip"
  | "uid"
  | "samples"
  | "attached"
  | "contained"
  | "extension";

export interface ElementClass {
  readonly class: DataClass;
  readonly treatment: Treatment;
}
