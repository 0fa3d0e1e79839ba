// What runs inside the editor's page, where there is a DOM; the types are beside it, since the project has none of the DOM.
// Each function is sent on its own, so none may call another.

export function readRows(rows) {
  return rows.map(row => {
    const parts = row.querySelectorAll('.label-name, .label-description, .quick-input-list-label-meta');
    const texts = [...parts].map(part => part.textContent.trim()).filter(text => text !== '');
    const expanded = row.getAttribute('aria-expanded');
    return {
      index: Number(row.getAttribute('data-index')),
      label: row.querySelector('.label-name')?.textContent.trim() ?? '',
      text: texts.join(' '),
      expanded: expanded === null ? undefined : expanded === 'true',
    };
  });
}

export function readSquiggles(editor) {
  const severities = ['error', 'warning', 'info', 'hint'];
  const top = element => element.getBoundingClientRect().top;
  const atTop = (selector, wanted) =>
    [...editor.querySelectorAll(selector)].find(element => Math.abs(top(element) - wanted) < 1);
  const result = [];
  for (const mark of editor.querySelectorAll('.view-overlays [class*="squiggly-"]')) {
    const severity = severities.find(name => mark.classList.contains(`squiggly-${name}`));
    const row = mark.parentElement;
    const line = atTop('.view-lines > .view-line', top(row));
    if (severity === undefined || line === undefined) continue;
    const { left, right } = mark.getBoundingClientRect();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let index = 0;
    let first = -1;
    let text = '';
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (let offset = 0; offset < node.textContent.length; offset += 1, index += 1) {
        const range = document.createRange();
        range.setStart(node, offset);
        range.setEnd(node, offset + 1);
        const character = range.getBoundingClientRect();
        const middle = character.left + character.width / 2;
        if (middle <= left || middle >= right) continue;
        if (first < 0) first = index;
        text += node.textContent.charAt(offset);
      }
    }
    const number = Number(atTop('.margin-view-overlays > div', top(row))?.textContent.trim());
    result.push({ severity, line: number, column: first + 1, text: text.replaceAll('\u00a0', ' ') });
  }
  return result;
}

export function middleOfText(editor, { line, column, text }) {
  const top = element => element.getBoundingClientRect().top;
  const number = [...editor.querySelectorAll('.margin-view-overlays > div')].find(
    element => Number(element.textContent.trim()) === line,
  );
  const row = [...editor.querySelectorAll('.view-lines > .view-line')].find(
    element => number !== undefined && Math.abs(top(element) - top(number)) < 1,
  );
  if (row === undefined) return undefined;
  const wanted = column - 1 + Math.floor(text.length / 2);
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  let index = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (wanted < index + node.textContent.length) {
      const range = document.createRange();
      range.setStart(node, wanted - index);
      range.setEnd(node, wanted - index + 1);
      const box = range.getBoundingClientRect();
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    }
    index += node.textContent.length;
  }
  return undefined;
}

export function whenRowIsDrawn(label) {
  const isThere = () =>
    [...document.querySelectorAll('.monaco-list-row .label-name')].some(
      name => name.textContent.trim() === label,
    );
  return new Promise(resolve => {
    const look = () => (isThere() ? resolve(Date.now()) : requestAnimationFrame(look));
    look();
  });
}
