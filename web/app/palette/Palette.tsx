export function Palette({ close }: { readonly close: () => void; readonly openShortcuts: () => void }) {
  return <button onClick={close}>palette</button>;
}
