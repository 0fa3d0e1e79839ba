import type { WorkloadProblems } from '../../../language/rules/workload/problems.ts';

/** With their particles. */
const words = { container: '컨테이너가', port: '포트가', volume: '볼륨이' } as const;

export const workloadMessages: {
  readonly [C in keyof WorkloadProblems]: (params: WorkloadProblems[C]) => string;
} = {
  'workload.selector-mismatch': ({ label, has }) =>
    has === undefined
      ? `셀렉터가 찾는 ${label} 레이블이 템플릿에 없습니다. API 서버가 거부합니다.`
      : `셀렉터가 템플릿의 레이블 ${label}: ${has}와(과) 맞지 않습니다. API 서버가 거부합니다.`,
  'workload.no-image': ({ container, nearest }) =>
    `${container} 컨테이너에 이미지가 없습니다.${nearest === undefined ? ' 다른 컨테이너를 고치려던 패치라면 컨테이너 이름을 확인하세요.' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
  'workload.no-such-port': ({ port, nearest }) =>
    `컨테이너에 이름이 ${port}인 포트가 없습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
  'workload.no-volume': ({ volume, nearest }) =>
    `파드에 이름이 ${volume}인 볼륨이 없습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
  'workload.duplicate-name': ({ what, name }) => `파드에 이름이 ${name}인 ${words[what]} 또 있습니다.`,
  'workload.duplicate-env': ({ name }) => `${name}을(를) 두 번 설정합니다. 이 값이 쓰입니다.`,
};
