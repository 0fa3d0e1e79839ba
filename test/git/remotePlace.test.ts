import { expect, test } from 'vitest';
import { remotePlace } from '../../src/git/remotePlace.ts';

test.each([
  ['https://github.com/acme/shop.git', 'github.com/acme/shop'],
  ['https://user:token@GitHub.com/acme/Shop/', 'github.com/acme/shop'],
  ['git@github.com:acme/shop.git', 'github.com/acme/shop'],
  ['github.com:acme/shop', 'github.com/acme/shop'],
  ['ssh://git@github.com:22/acme/shop.git', 'github.com/acme/shop'],
  ['ssh://git@ssh.github.com:443/acme/shop.git', 'github.com/acme/shop'],
  ['https://bitbucket.example.com/scm/acme/shop.git', 'bitbucket.example.com/acme/shop'],
  ['ssh://git@bitbucket.example.com:7999/acme/shop.git', 'bitbucket.example.com/acme/shop'],
  ['https://acme@dev.azure.com/acme/project/_git/shop', 'dev.azure.com/acme/project/shop'],
  ['git@ssh.dev.azure.com:v3/acme/project/shop', 'dev.azure.com/acme/project/shop'],
  ['https://git.example.com/shop?token=secret', 'git.example.com/shop'],
])('%s is where everybody knows it: a clone by another way is the same repository', (url, place) => {
  expect(remotePlace(url)).toBe(place);
});

test.each(['/srv/git/shop.git', '../shop', 'file:///srv/shop.git', 'C:\\repos\\shop', 'C:/repos/shop', ''])(
  '%s is a folder of this machine, which tells others nothing',
  url => {
    expect(remotePlace(url)).toBeUndefined();
  },
);
