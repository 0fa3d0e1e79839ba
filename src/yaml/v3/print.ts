import {
  type Emitter,
  indicate,
  newEmitter,
  put,
  putBreak,
  writeFoot,
  writeHead,
  writeIndent,
  writeLine,
  writeLineAndFoot,
} from './emitter.ts';
import type { V3Document, V3Node } from './node.ts';
import { deeper, type Place, writeScalar } from './printScalar.ts';
import { isSimpleKey, writtenTag } from './scalarStyle.ts';

/**
 * A document as the encoder of `go.yaml.in/yaml/v3` writes it with kustomize's settings: indentation 2, sequences at
 * the indentation of their key, lines of any width, comments and styles kept.
 */
export function printV3({ root, head, foot }: V3Document): string {
  const emitter = newEmitter();
  if (head !== '') {
    emitter.head = head;
    writeHead(emitter);
    putBreak(emitter);
  }
  announce(emitter, root);
  writeHead(emitter);
  writeNode(emitter, root, { parent: 'document' });
  if (isLeaf(root)) writeLineAndFoot(emitter);
  if (foot !== '') emitter.foot = foot;
  emitter.footIndent = 0;
  writeFoot(emitter);
  emitter.footIndent = -1;
  writeIndent(emitter);
  return emitter.out.join('');
}

/** Takes the comments of a node that is about to be written. */
function announce(emitter: Emitter, node: V3Node): void {
  if (node.head !== '') emitter.head = node.head;
  if (!isLeaf(node)) return;
  if (node.line !== '') emitter.line = node.line;
  if (node.foot !== '') emitter.foot = node.foot;
}

function announceEnd(emitter: Emitter, node: V3Node, tail: string): void {
  if (tail !== '') emitter.tail = tail;
  if (node.line !== '') emitter.line = node.line;
  if (node.foot !== '') emitter.foot = node.foot;
}

function isLeaf(node: V3Node): boolean {
  return node.kind === 'scalar' || node.kind === 'alias';
}

function writeNode(emitter: Emitter, node: V3Node, place: Place): void {
  if (node.kind === 'alias') {
    indicate(emitter, '*', true);
    put(emitter, node.text);
    emitter.whitespace = false;
    emitter.indention = false;
    return;
  }
  if (node.anchor !== '') {
    indicate(emitter, '&', true);
    put(emitter, node.anchor);
    emitter.whitespace = false;
    emitter.indention = false;
  }
  writeTag(emitter, node);
  if (node.kind === 'scalar') writeScalar(emitter, node, place);
  else if (emitter.inFlow > 0 || node.flow || node.content.length === 0) {
    if (node.kind === 'mapping') writeFlowMapping(emitter, node, place);
    else writeFlowSequence(emitter, node, place);
  } else if (node.kind === 'mapping') writeBlockMapping(emitter, node, place);
  else writeBlockSequence(emitter, node, place);
}

function writeTag(emitter: Emitter, node: V3Node): void {
  const { tag } = writtenTag(node);
  if (tag === '') return;
  if (!emitter.whitespace) put(emitter, ' ');
  put(emitter, tag.startsWith('!') ? tag : `!<${tag}>`);
  emitter.whitespace = false;
  emitter.indention = false;
}

function writeBlockSequence(emitter: Emitter, node: V3Node, place: Place): void {
  const before = emitter.indent;
  const isValue = place.parent === 'value' || place.parent === 'key';
  const compact =
    emitter.indent >= 0 &&
    place.parent !== 'sequence' &&
    isValue &&
    (emitter.column === 0 || !emitter.indention);
  emitter.indent = deeper(emitter, place, false) - (compact ? 2 : 0);
  for (const item of node.content) {
    announce(emitter, item);
    writeHead(emitter);
    writeIndent(emitter);
    indicate(emitter, '-', true, false, true);
    writeNode(emitter, item, { parent: 'sequence' });
    if (isLeaf(item)) writeLineAndFoot(emitter);
  }
  announceEnd(emitter, node, '');
  emitter.indent = before;
}

function writeBlockMapping(emitter: Emitter, node: V3Node, place: Place): void {
  const before = emitter.indent;
  emitter.indent = deeper(emitter, place, false);
  let tail = '';
  for (let i = 0; i + 1 < node.content.length; i += 2) {
    const key = node.content[i];
    const value = node.content[i + 1];
    if (key === undefined || value === undefined) continue;
    announce(emitter, { ...key, foot: '' });
    if (tail !== '') emitter.tail = tail;
    tail = key.foot;
    writeHead(emitter);
    writeIndent(emitter);
    if (emitter.line !== '') {
      emitter.keyLine = emitter.line;
      emitter.line = '';
    }
    writeBlockKey(emitter, key);
    announce(emitter, value);
    writeKeyLine(emitter, value);
    writeNode(emitter, value, { parent: 'value' });
    if (isLeaf(value)) writeLineAndFoot(emitter);
  }
  announceEnd(emitter, node, tail);
  writeHead(emitter);
  emitter.indent = before;
}

function writeBlockKey(emitter: Emitter, key: V3Node): void {
  const simple = isSimpleKey(key);
  if (simple) {
    writeNode(emitter, key, { parent: 'key', simple });
    indicate(emitter, ':', false);
    return;
  }
  indicate(emitter, '?', true, false, true);
  writeNode(emitter, key, { parent: 'key', simple });
  writeIndent(emitter);
  indicate(emitter, ':', true, false, true);
}

/** A comment in the line of a key goes behind a scalar, or before the block that follows. */
function writeKeyLine(emitter: Emitter, value: V3Node): void {
  if (emitter.keyLine === '') return;
  if (value.kind === 'scalar') {
    if (emitter.line === '') {
      emitter.line = emitter.keyLine;
      emitter.keyLine = '';
    }
  } else if (value.kind !== 'alias' && !value.flow) {
    const { line } = emitter;
    emitter.line = emitter.keyLine;
    writeLine(emitter);
    emitter.keyLine = emitter.line;
    emitter.line = line;
  }
}

function hasTrailing(emitter: Emitter): boolean {
  return emitter.line !== '' || emitter.foot !== '' || emitter.tail !== '';
}

function openFlow(emitter: Emitter, place: Place, mark: string): number {
  indicate(emitter, mark, true, true);
  const before = emitter.indent;
  emitter.indent = deeper(emitter, place, true);
  emitter.inFlow += 1;
  return before;
}

function closeFlow(emitter: Emitter, mark: string): void {
  indicate(emitter, mark, false);
  writeLineAndFoot(emitter);
}

function writeFlowSequence(emitter: Emitter, node: V3Node, place: Place): void {
  const before = openFlow(emitter, place, '[');
  let trails = true;
  for (const item of node.content) {
    announce(emitter, item);
    if (!trails) indicate(emitter, ',', false);
    writeHead(emitter);
    if (emitter.column === 0) writeIndent(emitter);
    trails = hasTrailing(emitter);
    writeNode(emitter, item, { parent: 'flow' });
    if (isLeaf(item)) writeTrailing(emitter);
  }
  announceEnd(emitter, node, '');
  emitter.inFlow -= 1;
  emitter.indent = before;
  if (emitter.column === 0) writeIndent(emitter);
  closeFlow(emitter, ']');
}

function writeTrailing(emitter: Emitter): void {
  if (hasTrailing(emitter)) indicate(emitter, ',', false);
  writeLineAndFoot(emitter);
}

function writeFlowMapping(emitter: Emitter, node: V3Node, place: Place): void {
  const before = openFlow(emitter, place, '{');
  let trails = true;
  let tail = '';
  for (let i = 0; i + 1 < node.content.length; i += 2) {
    const key = node.content[i];
    const value = node.content[i + 1];
    if (key === undefined || value === undefined) continue;
    announce(emitter, { ...key, foot: '' });
    if (tail !== '') emitter.tail = tail;
    tail = key.foot;
    if (!trails) indicate(emitter, ',', false);
    writeHead(emitter);
    if (emitter.column === 0) writeIndent(emitter);
    const simple = isSimpleKey(key);
    if (!simple) indicate(emitter, '?', true);
    writeNode(emitter, key, { parent: 'key', simple });
    announce(emitter, value);
    indicate(emitter, ':', !simple);
    trails = hasTrailing(emitter);
    writeNode(emitter, value, { parent: 'value' });
    if (isLeaf(value)) writeTrailing(emitter);
  }
  announceEnd(emitter, node, tail);
  const commented = emitter.head !== '' || emitter.foot !== '' || emitter.tail !== '';
  if (commented && !trails) indicate(emitter, ',', false);
  writeHead(emitter);
  emitter.inFlow -= 1;
  emitter.indent = before;
  closeFlow(emitter, '}');
}
