import { readdirSync, readFileSync } from 'node:fs';

const manifests = new URL('problems/', import.meta.url);

/** Files with the problems that are expected in them, and in words what is wrong. */
export interface ProblemFixture {
  readonly what: string;
  /** As {@link parseFixture} takes it. */
  readonly fixture: string;
}

/**
 * The fixtures in the texts of a folder: each begins with a line `#= what is wrong`. A file `#- /path is service` is a
 * copy of problems/service.yaml there, and `#+ layers` stands for the files of problems/layers.yaml: a base, a component
 * and an overlay with a prefix and a hash, of which those that follow take the place of theirs.
 */
export function fixturesIn(folder: URL): readonly ProblemFixture[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.txt'))
    .flatMap(name => readFileSync(new URL(name, folder), 'utf8').split(/^(?=#= )/m))
    .map(text => {
      const [first = '', ...lines] = text.trimEnd().split('\n');
      return { what: first.slice('#= '.length), fixture: withManifests(lines.join('\n')) };
    });
}

/** The fixtures of test/language/problems. */
export function problemFixtures(): readonly ProblemFixture[] {
  return fixturesIn(manifests);
}

function withManifests(fixture: string): string {
  const read = (manifest: string) => readFileSync(new URL(`${manifest}.yaml`, manifests), 'utf8').trimEnd();
  return fixture
    .replaceAll(/^#\+ (\w+)$/gm, (_, several: string) => read(several))
    .replaceAll(/^(#- \/\S+) is (\w+)$/gm, (_, header: string, manifest: string) => {
      return `${header}\n${read(manifest)}`;
    });
}
