import type { Squiggle } from './squiggles.ts';

type PageElement = SVGElement | HTMLElement;

/** The text of list rows, with their place from the top. */
export function readRows(rows: readonly PageElement[]): { index: number; text: string }[];

/** The underlines drawn in an editor. */
export function readSquiggles(editor: PageElement): Squiggle[];

/** The point over the middle character of a text in a line; undefined where that is not on the screen. */
export function middleOfText(editor: PageElement, text: Squiggle): { x: number; y: number } | undefined;
