import { nearestName } from '../../../kustomize/load/paths.ts';
import { textAt } from '../../../yaml/node.ts';
import { annotationsOf, filledAt } from '../graph/nodes.ts';
import { containersOf, isInjected } from '../graph/pods.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import { slippedFrom } from '../patch/newContainer.ts';
import type { BuildRule } from '../rule.ts';

/** Annotations by which OpenShift fills in images. */
const filling = /image\.openshift\.io\/triggers|alpha\.image\.policy/;

/** A container that has no image after everything ran, as one that a patch adds for a name that nothing has. */
export const workloadNoImage: BuildRule<'workload.no-image'> = {
  code: 'workload.no-image',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    for (const pod of graphOf(result).pods) {
      const { owner, spec, annotations, builtin } = pod;
      if (!builtin || owner.id.kind === 'PodTemplate') continue;
      const notes = [...annotations.keys(), ...annotationsOf(owner.node).keys()];
      if (isInjected(pod) || notes.some(note => filling.test(note))) continue;
      const containers = containersOf(spec);
      for (const container of containers) {
        const name = filledAt(container, 'name');
        if (name === undefined || (textAt(container, 'image') ?? '') !== '') continue;
        // Of a slip in a patch another rule speaks.
        if (slippedFrom(container, containers, result) !== undefined) continue;
        const { location, related } = writtenAt(name);
        const others = containers.flatMap(other =>
          other === container || filledAt(other, 'name')?.text === name.text
            ? []
            : (filledAt(other, 'name')?.text ?? []),
        );
        const nearest = nearestName(name.text, others);
        const params = { container: name.text, ...(nearest === undefined ? {} : { nearest }) };
        report(params, location, related);
      }
    }
  },
};
