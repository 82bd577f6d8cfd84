/** An instant as the contract writes it. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
