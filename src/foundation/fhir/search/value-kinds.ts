import { dateValues } from "./date-values.ts";
import { numberValues } from "./number-values.ts";
import { quantityValues } from "./quantity-values.ts";
import { referenceValues } from "./reference-values.ts";
import type { SearchType } from "./search-parameter.ts";
import { stringValues } from "./string-values.ts";
import { tokenValues } from "./token-values.ts";
import { uriValues } from "./uri-values.ts";
import type { ValueKind } from "./value-kind.ts";

export const valueKinds: Readonly<Record<SearchType, ValueKind>> = {
  string: stringValues,
  token: tokenValues,
  reference: referenceValues,
  date: dateValues,
  uri: uriValues,
  number: numberValues,
  quantity: quantityValues,
};
