/** What the server process tells its parent. */
export interface PaintServerMessage {
  readonly kind: "ready";
  readonly origin: string;
  /** How far its clock is from this machine's, in milliseconds. */
  readonly offset: number;
}
