import type { WriteRule, WriteRules } from "./custody/chart/index.ts";
import type { ResourceType } from "./foundation/fhir/index.ts";

/** Several rules for one kind of record, each asked with what the one before made of it. */
export function joinRules(rules: readonly WriteRule[]): WriteRule {
  return async (change) => {
    let resource = change.next;
    const works: NonNullable<Awaited<ReturnType<WriteRule>>["alongside"]>[] = [];
    for (const rule of rules) {
      const ruled = await rule({ ...change, next: resource });
      resource = ruled.resource ?? resource;
      if (ruled.alongside !== undefined) works.push(ruled.alongside);
    }
    return {
      resource,
      alongside:
        works.length === 0
          ? undefined
          : async (tx) => {
              for (const work of works) await work(tx);
            },
    };
  };
}

/** What several rooms of the house lay down: a kind of record of which two of them speak obeys both. */
export function joinRuleBooks(...books: readonly WriteRules[]): WriteRules {
  const types = new Set(books.flatMap((book) => Object.keys(book) as ResourceType[]));
  return Object.fromEntries(
    [...types].map((type) => {
      const rules = books.flatMap((book) => book[type] ?? []);
      const [only, ...more] = rules;
      return [type, only !== undefined && more.length === 0 ? only : joinRules(rules)];
    }),
  );
}
