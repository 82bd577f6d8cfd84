import { typeWords } from "../../../ui/record-types/type-words.ts";
import { listText } from "../../../ui/list-text.ts";
import { say } from "../words/index.ts";

/** "user/Observation.rs?category=laboratory" as "Observation where category is laboratory"; a scope that can't be read stands as it is. */
export function vendorScopeWords(scope: string): string {
  const [, type, query] = /^user\/(\*|[A-Za-z]+)\.[rs]+(?:\?(.*))?$/.exec(scope) ?? [];
  if (type === undefined) return scope;
  const kind = type === "*" ? say("everyKind") : typeWords(type);
  const criteria = [...new URLSearchParams(query ?? "")].map(([name, value]) =>
    say("criterion", { name, value: value.slice(value.lastIndexOf("|") + 1) }),
  );
  return criteria.length === 0 ? kind : say("scopeWhere", { kind, criteria: listText(criteria) });
}
