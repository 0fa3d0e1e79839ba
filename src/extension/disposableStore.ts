import type { Disposable } from 'vscode';

/** Owns what was added, and disposes it last in, first out. */
export interface DisposableStore extends Disposable {
  /** Gives the item back. Once the store is disposed, new items are disposed at once. */
  add<T extends Disposable>(item: T): T;
}

/** An empty store; whoever creates it disposes it. */
export function createDisposableStore(): DisposableStore {
  const items: Disposable[] = [];
  let disposed = false;
  return {
    add(item) {
      if (disposed) item.dispose();
      else items.push(item);
      return item;
    },
    dispose() {
      disposed = true;
      for (let item = items.pop(); item !== undefined; item = items.pop()) item.dispose();
    },
  };
}
