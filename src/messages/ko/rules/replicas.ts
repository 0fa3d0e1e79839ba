import type { ReplicasProblems } from '../../../language/rules/replicas/problems.ts';

export const replicasMessages: {
  readonly [C in keyof ReplicasProblems]: (params: ReplicasProblems[C]) => string;
} = {
  'replicas.autoscaled': ({ name, scaler, isEntry }) =>
    `${name}의 레플리카 수는 ${scaler}가 정하는데, 적용할 때마다 이 값으로 되돌아갑니다. ${isEntry ? '항목을 지우세요.' : '`replicas`를 쓰지 않거나, 오토스케일러가 있는 곳에서 패치로 지우세요.'}`,
  'replicas.no-count': ({ name }) => `\`count\`가 없어 이 항목은 ${name}을(를) 0개로 줄입니다.`,
  'replicas.no-effect': ({ name, count }) => `${name}의 레플리카 수는 이미 ${count}입니다.`,
};
