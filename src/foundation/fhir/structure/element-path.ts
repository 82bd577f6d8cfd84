/** Where a walk through a resource stands. The path is only spelled when something is said about the place. */
export class ElementPath {
  readonly #steps: (string | number)[] = [];

  get length(): number {
    return this.#steps.length;
  }

  /** The innermost step. */
  get last(): string | number | undefined {
    return this.#steps.at(-1);
  }

  /** @param step a property, or an index from 0 */
  enter(step: string | number): void {
    this.#steps.push(step);
  }

  leave(): void {
    this.#steps.pop();
  }

  /** FHIRPath-like: "Observation.component[1].code". */
  toString(): string {
    let text = "";
    for (const step of this.#steps) {
      if (typeof step === "number") text += `[${step}]`;
      else text += text === "" ? step : `.${step}`;
    }
    return text;
  }
}
