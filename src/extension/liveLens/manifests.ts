import type { TextDocument } from 'vscode';
import type { KustomizationServer } from '../languageServer.ts';
import type { LiveTarget, ManifestPlace } from './manifestPlaces.ts';
import type { RenderedFile } from './serverAnswers.ts';

/** Knows the manifests of documents and what they stand for. */
export interface Manifests {
  of(document: TextDocument): Promise<readonly ManifestPlace[]>;
  /** What is sent to the server for one of a place's targets; `undefined` where it is not rendered any more. */
  json(place: ManifestPlace, target: LiveTarget): Promise<string | undefined>;
}

/** Asks the language server where it runs; without one no kustomization renders a file. */
export function createManifests(server: KustomizationServer): Manifests {
  const answers = new WeakMap<TextDocument, RenderedFile>();

  /** While somebody types, what was rendered before counts: to render every overlay with each key would be too much. */
  async function renderedOf(document: TextDocument, uri: string): Promise<RenderedFile> {
    const known = document.isDirty ? answers.get(document) : undefined;
    const answer = known ?? (await server.request<RenderedFile>('kubewright/rendered', { uri }));
    answers.set(document, answer);
    return answer;
  }

  return {
    async of(document) {
      const { manifestPlaces } = await import('./manifestPlaces.ts');
      const uri = document.uri.toString();
      const file = { uri, path: document.uri.path, text: document.getText() };
      const alone = manifestPlaces(file, undefined);
      if (alone.length === 0 || !server.isStarted) return alone;
      return manifestPlaces(file, await renderedOf(document, uri));
    },
    async json(place, target) {
      if (target.root === undefined) return place.json;
      return (await server.request<string | null>('kubewright/renderedObject', target)) ?? undefined;
    },
  };
}
