import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Alias, Document, LineCounter, Node, Pair } from 'yaml';
import type { SourcePosition } from '../../core/source';

/** A YAML file while it is read: its document, and where things stand in it. */
export interface YamlSource {
  readonly file: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** What each alias (`*name`) stands for: the last node before it that has the anchor (`&name`). */
  readonly targets: ReadonlyMap<Alias, Node | undefined>;
}

/** A value of a map, and where its key stands. */
export interface YamlField {
  readonly key: string;
  readonly value: Node | null;
  readonly source: SourcePosition;
  /** Its value is an alias that stands for nothing, see `lostAliases`. For a merge key, its map is. */
  readonly lost: boolean;
}

/** Merges within merges; a map that merges itself has to end somewhere. */
const MAX_DEPTH = 8;

/** Where a node stands. */
export function positionOf({ file, lines }: YamlSource, node: Node | null | undefined): SourcePosition {
  const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}

/** The node itself, or the one that an alias (`*name`) stands for. */
export function resolved({ targets }: YamlSource, node: unknown): Node | null {
  if (isAlias(node)) return targets.get(node) ?? null;
  return (node as Node | undefined) ?? null;
}

/** What the aliases of a document stand for; undefined where no node before them has the anchor. */
export function aliasTargets(document: Document.Parsed): YamlSource['targets'] {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) targets.set(node, anchors.get(node.source));
      else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** Aliases that stand for nothing. */
export function lostAliases({ targets }: YamlSource): readonly Alias[] {
  return [...targets].flatMap(([alias, target]) => (target === undefined ? [alias] : []));
}

function isLost({ targets }: YamlSource, node: unknown): boolean {
  return isAlias(node) && targets.get(node) === undefined;
}

/**
 * The fields of a map, those of its merge keys (`<<: *defaults`) behind its own: the first of a name counts. Undefined where
 * the node is no map.
 */
export function fieldsOf(from: YamlSource, node: Node | null, depth = 0): YamlField[] | undefined {
  const map = resolved(from, node);
  if (!isMap(map)) return undefined;
  const own: YamlField[] = [];
  const merged: YamlField[] = [];
  for (const { key, value } of map.items as Pair<unknown, Node | null>[]) {
    const name = isScalar(key) ? String(key.value) : '';
    if (name === '<<' && depth < MAX_DEPTH) {
      const whole = resolved(from, value);
      const source = positionOf(from, key as Node);
      for (const one of isSeq(whole) ? whole.items : [value])
        if (isLost(from, one)) merged.push({ key: name, value: null, source, lost: true });
        else merged.push(...(fieldsOf(from, one as Node | null, depth + 1) ?? []));
    } else {
      const source = positionOf(from, key as Node);
      own.push({ key: name, value: resolved(from, value), source, lost: isLost(from, value) });
    }
  }
  return [...own, ...merged];
}

/** The items of a list without aliases that stand for nothing; undefined where the node is no list. */
export function itemsOf(from: YamlSource, node: Node | null): (Node | null)[] | undefined {
  const list = resolved(from, node);
  return isSeq(list) ? list.items.flatMap((item) => (isLost(from, item) ? [] : [resolved(from, item)])) : undefined;
}

/** The text of a scalar as it is written, so that `6.10` stays what it is; undefined where the node is no scalar or empty. */
export function textOf(node: Node | null): string | undefined {
  if (!isScalar(node) || node.value === null) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** What a node is, for messages. */
export function kindOf(node: Node | null): string {
  if (isMap(node)) return 'a map';
  if (isSeq(node)) {
    const odd = (node.items as Node[]).find((item) => !isAlias(item) && textOf(item) === undefined);
    return odd === undefined ? 'a list' : `a list with ${kindOf(odd)} in it`;
  }
  const text = textOf(node);
  return text === undefined ? 'nothing' : `"${text}"`;
}
