import type { ReplacementProblems } from '../../kustomize/replacement/problems.ts';
import { objectText, objectTexts } from '../objectText.ts';

export const replacementMessages: {
  [C in keyof ReplacementProblems]: (params: ReplacementProblems[C]) => string;
} = {
  'replacement.path-and-inline': () =>
    '이 항목에는 "path"와 직접 작성한 replacement가 함께 있습니다. 둘 중 하나만 남기세요.',
  'replacement.bad-file': p => `"${p.path}"에 replacement나 replacement 목록이 없습니다.`,
  'replacement.no-source': () =>
    '이 replacement에는 값의 출처가 없습니다. "source"나 "sourceValue"를 추가하세요.',
  'replacement.both-sources': () => '"source"와 "sourceValue"는 함께 쓸 수 없습니다. 둘 중 하나만 남기세요.',
  'replacement.no-targets': () => '이 replacement에는 대상이 없습니다. "targets"를 추가하세요.',
  'replacement.no-select': () => '이 target에는 "select"가 없습니다. 값을 쓸 리소스를 지정하세요.',
  'replacement.nothing-selected': p =>
    `이 source와 일치하는 리소스가 없습니다(${p.selector || '조건 없음'}).${
      p.nearest === undefined ? '' : ` "${p.nearest}"을(를) 쓰려고 했나요?`
    }`,
  'replacement.several-selected': p =>
    `이 source와 일치하는 리소스가 여러 개입니다(${p.selector || '조건 없음'}): ${objectTexts(p.candidates).join(', ')}. kind, name, namespace 등으로 하나만 선택하세요.`,
  'replacement.source-field-missing': p => `${objectText(p.resource)}의 "${p.fieldPath}"에 값이 없습니다.`,
  'replacement.source-not-scalar': p =>
    `${objectText(p.resource)}의 "${p.fieldPath}"은(는) 매핑이나 목록이므로 delimiter로 나눌 수 없습니다.`,
  'replacement.index-out-of-bounds': p =>
    `인덱스 ${p.index}이(가) 범위를 벗어났습니다. delimiter로 나눈 값은 ${p.parts}개이며 0부터 셉니다.`,
  'replacement.bad-regex': p => `"${p.pattern}"은(는) 올바른 정규식이 아닙니다.`,
  'replacement.bad-selector': p => `"${p.selector}"은(는) 올바른 셀렉터가 아닙니다.`,
  'replacement.target-field-missing': p =>
    p.create
      ? `${objectText(p.resource)}에서 "${p.fieldPath}" 필드를 찾을 수도 만들 수도 없습니다.`
      : `${objectText(p.resource)}에 "${p.fieldPath}" 필드가 없습니다. 경로를 확인하거나, 키에 든 점을 "\\."로 이스케이프하거나, target의 options에 "create: true"를 설정하세요.`,
  'replacement.target-not-scalar': p =>
    `${objectText(p.resource)}의 "${p.fieldPath}"은(는) 매핑이나 목록이므로 delimiter로 나눌 수 없습니다.`,
  'replacement.wrong-value-type': p =>
    `${objectText(p.resource)}의 "${p.fieldPath}" 필드 값은 ${p.type} 형식인데 새 값은 그 형식이 아닙니다. 리소스에서 값을 따옴표로 묶거나 다른 source를 쓰세요.`,
};
