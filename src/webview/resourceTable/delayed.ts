/** Runs the work once nobody has asked for it for so long. */
export function delayed(milliseconds: number, work: () => void): () => void {
  let timer: number | undefined;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(work, milliseconds);
  };
}

/** Who hears the page is told of what goes on at most this often. */
const announceMilliseconds = 1200;

/** Says the last thing that was to be said in a live region. */
export function createAnnouncer(element: HTMLElement): (say: () => string) => void {
  let latest = () => '';
  const speak = delayed(announceMilliseconds, () => {
    element.textContent = latest();
  });
  return say => {
    latest = say;
    speak();
  };
}
