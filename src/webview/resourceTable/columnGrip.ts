/** Told of a width in pixels, or of none where the column follows its texts again; `done` once it is settled. */
type OnWidth = (pixels: number | undefined, done: boolean) => void;

const narrowestPixels = 32;
const stepPixels = 16;

/** The edge of a column's header: dragged to make the column wider, a double click lets it follow its texts again. */
export function createColumnGrip(header: HTMLElement, onWidth: OnWidth): HTMLElement {
  const grip = document.createElement('span');
  grip.className = 'grip';
  grip.setAttribute('aria-hidden', 'true');
  const widthNow = () => header.getBoundingClientRect().width;
  let began: { readonly x: number; readonly width: number } | undefined;
  let last: number | undefined;
  grip.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    began = { x: event.clientX, width: widthNow() };
    last = undefined;
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener('pointermove', ({ clientX }) => {
    if (began === undefined) return;
    last = atLeast(began.width + clientX - began.x);
    onWidth(last, false);
  });
  grip.addEventListener('lostpointercapture', () => {
    began = undefined;
    if (last !== undefined) onWidth(last, true);
  });
  grip.addEventListener('dblclick', () => onWidth(undefined, true));
  // The header sorts by a click.
  grip.addEventListener('click', event => event.stopPropagation());
  // Who has no mouse: Shift and an arrow on the header, as in grids of the ARIA practices.
  header.addEventListener('keydown', event => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!event.shiftKey || direction === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onWidth(atLeast(widthNow() + direction * stepPixels), true);
  });
  return grip;
}

function atLeast(pixels: number): number {
  return Math.round(Math.max(narrowestPixels, pixels));
}
