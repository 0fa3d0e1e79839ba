import { ThemeColor, ThemeIcon } from 'vscode';
import type { Health } from '../../cluster/kinds/summary.ts';

const icons: Readonly<Record<Health, ThemeIcon>> = {
  good: new ThemeIcon('pass', new ThemeColor('charts.green')),
  changing: new ThemeIcon('sync', new ThemeColor('charts.yellow')),
  bad: new ThemeIcon('error', new ThemeColor('charts.red')),
  off: new ThemeIcon('circle-outline', new ThemeColor('disabledForeground')),
};

/** Shape and colour differ, so that nobody needs to tell colours apart. */
export function healthIcon(health: Health): ThemeIcon {
  return icons[health];
}
