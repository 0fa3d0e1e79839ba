import { expect, test } from 'vitest';
import { readLists } from '../../src/extension/portForwards/declaringLists.ts';

const entry = (name: string, more = {}) => ({ name, target: `service/${name}`, ports: ['80'], ...more });
const folders = (...lists: (readonly object[])[]) =>
  readLists(
    lists.map((list, index) => ({ list, place: `f${index}: kubewright.portForwards`, folder: `/f${index}` })),
  );

test('each forward belongs to the folder that declares it, where its environment file goes', () => {
  const { forwards, flaws } = folders([], [entry('web', { ports: ['a:b:c'] }), entry('db')], [entry('web')]);
  expect(forwards.map(({ declared, folder }) => `${folder} ${declared.name}`)).toEqual(['/f1 db', '/f2 web']);
  expect(flaws).toEqual([{ place: 'f1: kubewright.portForwards[0]', code: 'port-invalid', text: 'a:b:c' }]);
});

test('the list of the workspace, which all folders have, is no repetition; the same name in two folders is one', () => {
  const shared = [entry('web')];
  expect(folders(shared, shared).flaws).toEqual([]);
  const { forwards, flaws } = folders(shared, [entry('web', { namespace: 'other' }), entry('WEB')]);
  expect(forwards.map(({ declared, folder }) => `${folder} ${declared.name}`)).toEqual([
    '/f0 web',
    '/f1 WEB',
  ]);
  expect(flaws.map(({ place, code }) => `${place} ${code}`)).toEqual([
    'f1: kubewright.portForwards[0] name-repeated',
    'f1: kubewright.portForwards[1] variables-repeated',
  ]);
});
