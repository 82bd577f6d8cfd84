import type { ImportName } from "../../custody/chart/index.ts";
import { isUuid } from "../../foundation/kernel/index.ts";
import type { Item } from "./read-units.ts";

/** What references of a source mean. Kept small: a large bundle has hundreds of thousands. */
export class ReferenceNames {
  /** By a fullUrl that is a UUID: the type, which is all that is needed beside it. */
  readonly #typeOf = new Map<string, string>();
  readonly #others = new Map<string, ImportName>();

  get isEmpty(): boolean {
    return this.#typeOf.size === 0 && this.#others.size === 0;
  }

  add({ resource: { resourceType, id }, fullUrl }: Extract<Item, { kind: "resource" }>): void {
    if (fullUrl?.startsWith("urn:uuid:") === true) {
      this.#typeOf.set(fullUrl, resourceType);
      if (id === undefined || fullUrl.endsWith(id)) return;
    } else if (fullUrl === undefined && id !== undefined && isUuid(id))
      this.#typeOf.set(`urn:uuid:${id}`, resourceType);
    else if (fullUrl !== undefined) this.#others.set(fullUrl, { type: resourceType, id, fullUrl });
    if (id !== undefined) this.#others.set(`${resourceType}/${id}`, { type: resourceType, id, fullUrl });
  }

  find(reference: string): ImportName | undefined {
    const type = this.#typeOf.get(reference);
    return type === undefined ? this.#others.get(reference) : { type, fullUrl: reference };
  }
}
