import type { ResourceFileProblems } from '../../../language/rules/resource/problems.ts';

export const resourceFileMessages: {
  readonly [C in keyof ResourceFileProblems]: (params: ResourceFileProblems[C]) => string;
} = {
  'resource.empty-file': ({ path }) => `${path}에는 주석밖에 없어 리소스가 추가되지 않습니다.`,
  'resource.local-config': ({ kind, name }) =>
    `이 어노테이션은 빌드에만 쓰인다는 표시이므로 ${kind} ${name}은(는) 출력에 들어가지 않습니다.`,
  'resource.unpinned': ({ ref }) =>
    ref === undefined
      ? '다른 저장소의 기본 브랜치를 따라갑니다. ?ref=로 태그나 커밋에 고정하세요.'
      : `"${ref}"을(를) 따라가므로 내용이 바뀔 수 있습니다. 태그나 커밋에 고정하세요.`,
  'resource.unlisted': ({ name, kustomization, listed }) =>
    listed === undefined
      ? `작업 영역의 어떤 kustomization도 ${name}을(를) 읽지 않습니다. 필요하면 옆에 있는 ${kustomization}에 추가하세요.`
      : `작업 영역의 어떤 kustomization도 ${name}을(를) 읽지 않습니다. 옆에 있는 ${kustomization}은(는) ${listed}을(를) 읽습니다.`,
};
