/** Something that was not imported, and why. Never its content. */
export interface FileRefusal {
  readonly file: string;
  /** Counted from 0: the bundle's entry or the line. Undefined when the file as a whole was refused. */
  readonly entry: number | undefined;
  /** `Type/id` as the file names it; empty when that can't be told. */
  readonly resource: string;
  readonly code: string;
  readonly path?: string | undefined;
  readonly message: string;
  /** Everything that is wrong with the resource, where there is more than one fault. */
  readonly faults: readonly { readonly code: string; readonly path?: string | undefined; readonly message: string }[];
}

/** Where an import stands. `created + updated + unchanged + refused` reaches `total`. */
export interface ImportProgress {
  readonly state: "counting" | "running" | "done" | "stopped";
  readonly total: number;
  readonly created: number;
  readonly updated: number;
  /** Already here with the same content, now or in an earlier version. */
  readonly unchanged: number;
  readonly refused: number;
  readonly perSecond: number;
  readonly secondsLeft: number | undefined;
  /** What was refused since the progress told before this one. */
  readonly refusals: readonly FileRefusal[];
}
