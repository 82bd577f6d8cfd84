import type { ReadValues } from "./element-path.ts";

export const searchTypes = ["string", "token", "reference", "date", "uri", "number", "quantity"] as const;
export type SearchType = (typeof searchTypes)[number];

/** A supported search parameter, as a capability statement lists it. */
export type SearchParameter = {
  readonly code: string;
  readonly type: SearchType;
  /** Resource types that a reference parameter may point to; empty for other parameters. */
  readonly targets: readonly string[];
  /** Modifiers without the colon; `[type]` stands for a resource type. */
  readonly modifiers: readonly string[];
  readonly comparators: readonly string[];
  /** Whether equality on this parameter can be answered through terms at all. */
  readonly indexed: boolean;
};

/** One place where a parameter finds its values. */
export type Alternative = {
  /** Names the terms of this place; every parameter that reads the same element shares them. */
  readonly group: string;
  readonly datatype: string;
  readonly values: ReadValues;
  /** Dotted names of the elements that it reads; a choice by its type (`valueQuantity`). */
  readonly paths: readonly string[];
  /** The only resource type a reference may resolve to. */
  readonly only: string | undefined;
  /** The code system that a `code` element implies. */
  readonly system: string | undefined;
  /** Whether terms exist for this place. */
  readonly indexed: boolean;
  /** Whether a string's terms are the beginnings of its words rather than of its whole. */
  readonly words: boolean;
  /** Whether the group's terms come from no other values than this parameter's. */
  readonly wholeGroup: boolean;
};

export type CompiledParameter = SearchParameter & { readonly alternatives: readonly Alternative[] };
