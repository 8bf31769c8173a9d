/** Tells how far it is, but not more often than a person can read. */
export function sparing(progress: (line: string) => void): (line: string) => void {
  let last = 0;
  return (line) => {
    if (Date.now() - last < 1000) return;
    last = Date.now();
    progress(line);
  };
}
