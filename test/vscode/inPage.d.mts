type PageElement = SVGElement | HTMLElement;

/** A row of a list or tree as it is drawn. */
export interface PageRow {
  /** Its place from the top of the list, seen or not. */
  readonly index: number;
  readonly label: string;
  /** Label and description, joined by a space. */
  readonly text: string;
  /** Undefined for a row without children. */
  readonly expanded: boolean | undefined;
}

/** The drawn rows of a list, in no order. */
export function readRows(rows: readonly PageElement[]): PageRow[];

/** A wavy underline in the active editor, with the text it is drawn under. */
export interface Squiggle {
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  /** 1-based, as the gutter shows it. */
  readonly line: number;
  /** 1-based column of the first character above the underline. */
  readonly column: number;
  readonly text: string;
}

/** The underlines drawn in an editor. */
export function readSquiggles(editor: PageElement): Squiggle[];

/** The point over the middle character of a text in a line; undefined where that is not on the screen. */
export function middleOfText(editor: PageElement, text: Squiggle): { x: number; y: number } | undefined;

/** The time at which a row with that label was first drawn, in milliseconds since the epoch. */
export function whenRowIsDrawn(label: string): Promise<number>;
